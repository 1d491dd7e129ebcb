// The request a command names: an object of the input, a file, or standard input; as an object or bare PKCS#10.
import { readFileSync, statSync } from "node:fs";
import { didYouMean, isJsonObject, PlimsollError, type JsonObject } from "../../core/index.ts";
import { parsePkcs10 } from "../../engines/certificates/index.ts";
import { parseYamlDocuments } from "../../languages/yaml/index.ts";
import { readPem } from "../../languages/x509/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { requestObject, type RequestTerms } from "../../use-cases/csr/index.ts";
import type { Io } from "../io.ts";

/** An object the API server allows is at most 1.5 MiB. */
const longest = 2 * 1024 * 1024;

function fault(message: string, hint: string, file?: string, line = 1): PlimsollError {
  const location = file === undefined ? {} : { location: { file, line } };
  return new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", { message, hint, ...location });
}

async function standardInput(io: Io): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of io.stdin) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > longest) throw fault("standard input is too large for a signing request", "hand over one request");
  }
  return Buffer.concat(chunks).toString("utf8");
}

function fileText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw fault(`${path} cannot be read: ${(error as Error).message}`, "name a file you may read");
  }
  if (bytes.length > longest) throw fault(`${path} is too large for a signing request`, "name a file with one request");
  return bytes.toString("utf8");
}

function isSigningRequest(value: unknown): value is JsonObject {
  return isJsonObject(value) && value["kind"] === "CertificateSigningRequest";
}

/** Lists, such as kubectl prints, count as what they hold. */
function objectsIn(value: unknown): readonly unknown[] {
  return isJsonObject(value) && Array.isArray(value["items"]) ? value["items"] : [value];
}

function fromPem(text: string, terms: RequestTerms, file: string): JsonObject {
  const blocks = readPem(text).blocks;
  const label = blocks[0]?.label ?? "";
  if (blocks.some((block) => block.label.endsWith("PRIVATE KEY")))
    throw fault(`${file} holds a private key`, "hand over the request alone, and the key to nobody", file);
  const bytes = new TextEncoder().encode(text);
  const parsing = parsePkcs10(bytes);
  if ("error" in parsing) throw fault(`${file} holds no request (${label}): ${parsing.error}`, "make a new one", file);
  return requestObject(bytes, terms);
}

function fromDocuments(text: string, file: string): JsonObject {
  const { documents, errors } = parseYamlDocuments(text);
  const [error] = errors;
  if (error !== undefined) throw fault(`${file}: ${error.message}`, "mend the file", file, error.line);
  const found = documents.flatMap(({ value }) => objectsIn(value)).filter(isSigningRequest);
  const [first] = found;
  if (first === undefined)
    throw fault(`${file} holds no CertificateSigningRequest`, "name a file with one, or with a PKCS#10 request", file);
  if (found.length > 1)
    throw fault(
      `${file} holds ${found.length} requests`,
      "review them one by one, or use `plimsoll csr list -f`",
      file,
    );
  return first;
}

/** Whether the argument is text to read, rather than the name of an object. */
export function isText(argument: string): boolean {
  return argument === "-" || statSync(argument, { throwIfNoEntry: false })?.isDirectory() === false;
}

/** The object in a file or on standard input. @throws PlimsollError PLIMSOLL_INPUT_UNREADABLE */
export async function readText(argument: string, terms: RequestTerms, io: Io): Promise<JsonObject> {
  const file = argument === "-" ? "standard input" : argument;
  const text = argument === "-" ? await standardInput(io) : fileText(argument);
  return text.includes("-----BEGIN ") && !/^\s*[{]|^\s*(?:kind|spec):/m.test(text)
    ? fromPem(text, terms, file)
    : fromDocuments(text, file);
}

/** The object of a name. @throws PlimsollError PLIMSOLL_UNKNOWN_OBJECT */
export function requestNamed(model: ClusterModel, name: string): JsonObject {
  const { objects } = model.parts["certificatesigningrequests.certificates.k8s.io"];
  const plain = name.replace(/^(?:csr|certificatesigningrequests?)\//, "");
  const found = objects.find(({ metadata }) => metadata.name === plain);
  if (found !== undefined) return { ...found };
  const names = objects.map(({ metadata }) => metadata.name);
  throw new PlimsollError("PLIMSOLL_UNKNOWN_OBJECT", {
    message: `there is no signing request "${plain}", nor such a file`,
    hint: `plimsoll csr list shows what there is.${didYouMean(plain, names)}`,
  });
}

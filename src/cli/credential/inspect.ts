// plimsoll credential inspect: whose is this, until when, and what may it do?
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import type { Command } from "commander";
import { isJsonObject, PlimsollError } from "../../core/index.ts";
import { describeCredential, type VerificationKey } from "../../engines/authentication/index.ts";
import { parseJsonExactly } from "../../languages/json/index.ts";
import { readJwks } from "../../languages/jwt/index.ts";
import { readCertificates, readPublicKey, readPublicKeys, type Certificate } from "../../languages/x509/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { readQuestioned, writeQuestioned } from "../ask.ts";
import { accessInputs, chainOptions, type ChainOptions } from "../access/index.ts";
import { requestedTime, requestedVersion } from "../choose-source.ts";
import { sha256, verifySignature } from "../crypto-primitives.ts";
import { helpText } from "../help-text.ts";
import type { Io } from "../io.ts";
import { questionOptions, type QuestionOptions } from "../question-options.ts";
import { readConfig } from "../read-config.ts";
import { readNamedFile } from "../read-named-file.ts";
import type { Outcome } from "../run-cli.ts";
import { parseTargets } from "../write-answer.ts";
import { declaredServer, serverOptions, type ServerOptions } from "./declared-server.ts";
import { takeApart, type Handed } from "./take-apart.ts";

interface InspectOptions extends QuestionOptions, ChainOptions, ServerOptions {
  readonly keys?: string;
  readonly ca?: string;
}

const mostBytes = 4 * 1024 * 1024;

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

function unreadable(message: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_INPUT_UNREADABLE", {
    message,
    hint: "hand over a token, a certificate, a kubeconfig or a Secret, as a file or with - on standard input",
  });
}

async function fromInput(io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of io.stdin) {
    length += chunk.length;
    if (length > mostBytes) throw unreadable("standard input is larger than 4 MiB: that is no credential");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function fromFile(path: string): Uint8Array {
  const file = readNamedFile(path, mostBytes);
  if ("fault" in file) throw unreadable(`${path} ${file.fault}`);
  return file.bytes;
}

/** A mistyped file is not to be taken for a token nobody knows. */
function fromArgument(text: string, io: Io): Uint8Array {
  const { kind } = describeCredential(text);
  const looksLikePath = kind === "token" && (text.length < 16 || /[/\\]|\.[a-z]{2,10}$/i.test(text));
  if (kind === "unknown" || looksLikePath)
    throw unreadable("the argument is neither a file that is there nor a credential");
  io.err(
    "warning: what stands on a command line stays in the shell's history, and others see it in the list of processes: use a file, or -\n",
  );
  return new TextEncoder().encode(text);
}

async function handedOver(argument: string, io: Io): Promise<Handed> {
  if (argument === "-") return { bytes: await fromInput(io), folder: "." };
  // A text longer than any path is none.
  if (argument.length < 4096 && existsSync(argument)) return { bytes: fromFile(argument), folder: dirname(argument) };
  return { bytes: fromArgument(argument, io), folder: "." };
}

function textOf(path: string, what: string): string {
  const file = readNamedFile(path, mostBytes);
  if ("fault" in file) throw usage(`${path} ${file.fault}`, `name a file with ${what}`);
  return new TextDecoder().decode(file.bytes);
}

function keysOfSet(file: string, text: string): readonly VerificationKey[] {
  const reading = parseJsonExactly(text);
  if (!("value" in reading) || !isJsonObject(reading.value))
    throw usage(`${file} is no set of keys`, "name a JWKS or PEM");
  return readJwks(reading.value).keys.flatMap(({ id, spki }) => {
    const key = readPublicKey(spki);
    return "error" in key ? [] : [{ ...(id === "" ? {} : { id }), key: key.key }];
  });
}

/** A JWKS as issuers publish it, or PEM as --service-account-key-file has it. */
function readKeys(file: string | undefined): { readonly keys?: readonly VerificationKey[] } {
  if (file === undefined) return {};
  const text = textOf(file, "public keys: a JWKS, or PEM");
  const keys = text.trimStart().startsWith("{")
    ? keysOfSet(file, text)
    : readPublicKeys(text).keys.map((key) => ({ key }));
  if (keys.length === 0)
    throw usage(`${file} has no public key that could verify a token`, "name a JWKS, or public keys in PEM");
  return { keys };
}

function readAuthorities(file: string | undefined): { readonly authorities?: readonly Certificate[] } {
  if (file === undefined) return {};
  const { certificates, error } = readCertificates(textOf(file, "certificates in PEM"));
  if (error === undefined) return { authorities: certificates };
  throw usage(`${file} is no bundle of authorities: ${error}`, "name a file with certificates in PEM");
}

/** A cluster is only read where one was named. */
async function modelOf(options: InspectOptions, io: Io): Promise<{ readonly model?: ClusterModel }> {
  const { filename = [], sample, kubeconfig, context } = options;
  const named = filename.length > 0 || sample === true || kubeconfig !== undefined || context !== undefined;
  return named ? { model: await readQuestioned(options, io) } : {};
}

async function runInspect(argument: string, options: InspectOptions, io: Io): Promise<0 | 1> {
  parseTargets(readConfig(undefined, io.env, { ...options }));
  const asOf = Date.parse(requestedTime(options.asOf) ?? io.now());
  const minor = requestedVersion(options.kubernetesVersion);
  const asked = minor === undefined ? {} : { version: minor };
  const [keys, authorities] = [readKeys(options.keys), readAuthorities(options.ca)];
  const parts = takeApart(await handedOver(argument, io));
  if (parts === undefined)
    throw unreadable(`${argument === "-" ? "standard input" : "it"} holds no credential that is known`);
  const seen = await modelOf(options, io);
  const { askInspect, flagValues, versionOf } = await import("../../use-cases/credential/index.ts");
  const version = versionOf({ ...asked, ...seen });
  const serviceAccountIssuers = flagValues(seen.model, "service-account-issuer") ?? [];
  const answer = askInspect(parts.materials, parts.elsewhere, {
    asOf,
    verify: verifySignature,
    sha256,
    ...keys,
    ...authorities,
    ...seen,
    version,
    server: declaredServer(options, { version, serviceAccountIssuers }),
    access: accessInputs(options, version),
    verbose: options.verbose === true,
  });
  await writeQuestioned(answer, options, io);
  return answer.data.credentials.every(({ state }) => state === "usable" || state === "unknown") ? 0 : 1;
}

/** Adds `credential inspect`. */
export function addInspect(area: Command, io: Io, outcome: Outcome): void {
  const command = area
    .command("inspect")
    .summary("whose is it, until when, and what may it do?")
    .description(
      "Tells what a token, a certificate, a request or a kubeconfig is: whom the API server sees in it, for whom and until when it counts, what it is bound to, and, with an input, what it may do. Its secret part is never shown.",
    )
    .argument("<credential>", "a file, - for standard input, or the text itself")
    .option("--keys <file>", "public keys that a token must be signed by: a JWKS, or PEM")
    .option("--ca <file>", "authorities that client certificates must lead to");
  serverOptions(command);
  chainOptions(command);
  questionOptions(command);
  command
    .addHelpText("after", helpText("credential inspect"))
    .action(async (argument: string, options: InspectOptions) => {
      outcome.exitCode = await runInspect(argument, options, io);
    });
}

// Bytes of a kubeconfig to the value they hold, read as kubectl reads YAML; whatever is wrong ends in a message.
import { parseYamlDocuments } from "../../../languages/yaml/index.ts";
import { kubeconfigError } from "./kubeconfig-error.ts";

/**
 * The first document of a kubeconfig; undefined for an empty one.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG, with the line where the text cannot be read
 */
export function parseKubeconfig(bytes: Buffer, file: string): unknown {
  const { documents, errors } = parseYamlDocuments(decode(bytes, file));
  const [document] = documents;
  // Faults of a document that was read all the same are keys set twice, which kubectl accepts.
  const fault = errors.find(({ start }) => document === undefined || start < document.start);
  if (fault === undefined) return document?.value;
  const { line, column } = fault;
  // A password without quotes that begins with a star is an alias to YAML, and would be named.
  const message = fault.message.replace(/^the (alias|anchor) .* (?=has|contains)/s, "the $1 ");
  const location = { file, line, column };
  throw kubeconfigError(file, `is not YAML: ${message} (line ${line}, column ${column})`, { file, location });
}

function decode(bytes: Buffer, file: string): string {
  const [first, second] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) {
    throw kubeconfigError(file, "is UTF-16 text", { file, hint: "save it as UTF-8" });
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Not UTF-8: told below.
  }
  throw kubeconfigError(file, "is not text", { file, hint: "name a kubeconfig, which is YAML or JSON" });
}

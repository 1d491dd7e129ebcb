// YAML of a kubeconfig to values, with bounds, so that a hostile file ends in a message.
import { load, YAMLException } from "js-yaml";
import { kubeconfigError } from "./kubeconfig-error.ts";

const nodeLimit = 200_000;

/**
 * The one document of a kubeconfig.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG with the line where the text cannot be read
 */
export function parseYaml(bytes: Buffer, file: string): unknown {
  let value: unknown;
  try {
    value = load(decode(bytes, file), { maxDepth: 100 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const place = error.mark === undefined ? {} : { line: error.mark.line + 1, column: error.mark.column + 1 };
    const location = "line" in place ? { location: { file, ...place } } : {};
    const where = "line" in place ? ` (line ${place.line}, column ${place.column})` : "";
    throw kubeconfigError(file, `is not YAML: ${error.reason}${where}`, { file, cause: error, ...location });
  }
  if (isTooLarge(value)) {
    throw kubeconfigError(file, "its aliases refer to themselves, or grow it beyond all measure", { file });
  }
  return value;
}

function decode(bytes: Buffer, file: string): string {
  const first = bytes.readUIntBE(0, Math.min(2, bytes.length));
  if (first === 0xfeff || first === 0xfffe) {
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

/** Walks the value as if aliases were copies; ends at the limit, so cycles and alias bombs do too. */
function isTooLarge(value: unknown): boolean {
  const open: unknown[] = [value];
  for (let count = 0; open.length > 0; count++) {
    if (count > nodeLimit) return true;
    const next = open.pop();
    if (typeof next === "object" && next !== null) for (const child of Object.values(next)) open.push(child);
  }
  return false;
}

// YAML of a kubeconfig to values, with bounds, so that a hostile file ends in a message.
import { load, YAMLException } from "js-yaml";
import type { PlimsollError } from "../../core/index.ts";
import { kubeconfigError } from "./kubeconfig-error.ts";

const nodeLimit = 200_000;

/**
 * The one document of a kubeconfig.
 * @throws PlimsollError PLIMSOLL_KUBECONFIG with the line where the text cannot be read
 */
export function parseYaml(bytes: Buffer, file: string): unknown {
  const text = decode(bytes, file);
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = load(text, { maxDepth: 100 });
  } catch (error) {
    throw notYaml(error, file);
  }
  if (isTooLarge(value)) {
    throw kubeconfigError(file, "its aliases refer to themselves, or grow it beyond all measure", { file });
  }
  return value;
}

function notYaml(error: unknown, file: string): PlimsollError {
  if (!(error instanceof YAMLException)) return kubeconfigError(file, "is not YAML", { file, cause: error });
  const { reason, mark } = error;
  if (mark === undefined) return kubeconfigError(file, `is not YAML: ${reason}`, { file, cause: error });
  const location = { file, line: mark.line + 1, column: mark.column + 1 };
  const fault = `is not YAML: ${reason} (line ${location.line}, column ${location.column})`;
  return kubeconfigError(file, fault, { file, cause: error, location });
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

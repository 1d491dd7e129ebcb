// JSON merge patches (RFC 7386).
import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/index.ts";

/** The value with a patch merged in: null removes, mappings merge, everything else replaces. Linear in the patch. */
export function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const merged: Record<string, JsonValue | undefined> = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null || value === undefined) delete merged[key];
    else {
      const merging: JsonObject = merged;
      const inner = Object.hasOwn(merging, key) ? merging[key] : undefined;
      Object.defineProperty(merged, key, {
        value: mergePatch(inner, value),
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
  }
  return merged;
}

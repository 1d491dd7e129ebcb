// Between JSON and the values of the language.
import type { JsonValue } from "../../../core/index.ts";
import { CelMap, type CelKey, type CelValue } from "./cel-value.ts";

/** A JSON value as Kubernetes' unstructured objects give it to CEL: integers are ints, other numbers doubles. Linear in its size. */
export function celFromJson(json: JsonValue): CelValue {
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map((item: JsonValue) => celFromJson(item));
  const entries = new Map<CelKey, readonly [CelValue, CelValue]>();
  for (const [key, value] of Object.entries(json)) {
    if (value !== undefined) entries.set(key, [key, celFromJson(value)]);
  }
  return new CelMap(entries);
}

/** The JSON of a value, or undefined where it has none (types, authorizers, or more than a million parts). */
export function celToJson(value: CelValue): JsonValue | undefined {
  return typeof value === "string" ? value : undefined;
}

// Between JSON and the values of the language.
import type { JsonValue } from "../../../core/index.ts";
import { CelDuration, CelMap, CelOptional, CelTimestamp, CelUint, type CelKey, type CelValue } from "./cel-value.ts";
import { formatDuration } from "./duration-text.ts";
import { isList } from "./runtime-type.ts";
import { formatTimestamp } from "./timestamp-text.ts";

/** A JSON value as Kubernetes' unstructured objects give it to CEL: integers are ints, other numbers doubles. Linear in its size. */
export function celFromJson(json: JsonValue): CelValue {
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  // What 64 bits do not hold is a double, as in Kubernetes' decoder.
  if (typeof json === "bigint") return BigInt.asIntN(64, json) === json ? json : Number(json);
  if (json === null || typeof json !== "object") return json;
  if (isJsonList(json)) return json.map(celFromJson);
  const entries = new Map<CelKey, readonly [CelValue, CelValue]>();
  for (const [key, value] of Object.entries(json)) {
    if (value !== undefined) entries.set(key, [key, celFromJson(value)]);
  }
  return new CelMap(entries);
}

function isJsonList(json: JsonValue): json is readonly JsonValue[] {
  return Array.isArray(json);
}

/** Values may share their parts, so that a small one stands for a huge text: more parts than this are not written. */
const mostParts = 1_000_000;

class Beyond extends Error {}

function scalarOf(value: CelValue): JsonValue | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof CelUint) return scalarOf(value.value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join(""));
  if (value instanceof CelTimestamp) return formatTimestamp(value);
  return value instanceof CelDuration ? formatDuration(value) : undefined;
}

class Writer {
  private parts = 0;

  write(value: CelValue): JsonValue {
    if (++this.parts > mostParts) throw new Beyond();
    if (isList(value)) return value.map((item) => this.write(item));
    if (value instanceof CelMap) return this.writeMap(value);
    if (value instanceof CelOptional) return value.value === undefined ? null : this.write(value.value);
    const scalar = scalarOf(value);
    if (scalar === undefined) throw new Beyond();
    return scalar;
  }

  private writeMap(map: CelMap): JsonValue {
    const fields: Record<string, JsonValue> = {};
    for (const [key, [, value]] of map.entries) {
      const written = this.write(value);
      Object.defineProperty(fields, String(key), {
        value: written,
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
    return fields;
  }
}

/**
 * The JSON of a value: bytes in base64, times and durations as text, no value as null.
 * Undefined where it has none: types, values of libraries, or more than a million parts.
 */
export function celToJson(value: CelValue): JsonValue | undefined {
  try {
    return new Writer().write(value);
  } catch (thrown) {
    if (thrown instanceof Beyond || thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

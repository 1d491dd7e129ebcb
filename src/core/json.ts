// JSON values as the languages deliver them: integers beyond 2^53 arrive as bigint, so that nothing is lost.

/** A single value: text, number, exact big integer, truth value or null. */
export type JsonScalar = string | number | bigint | boolean | null;

/** Any value a JSON or YAML document can hold. */
export type JsonValue = JsonScalar | readonly JsonValue[] | JsonObject;

/** A mapping with string keys. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** Whether a value is a mapping (not a list, not null). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stringifyWithBigints(value: unknown, indent: string, margin: string): string | undefined {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = margin + indent;
  const parts = Array.isArray(value)
    ? value.map((item) => stringifyWithBigints(item, indent, inner) ?? "null")
    : Object.entries(value).flatMap(([key, item]) => {
        const text = stringifyWithBigints(item, indent, inner);
        return text === undefined ? [] : [`${JSON.stringify(key)}:${indent === "" ? "" : " "}${text}`];
      });
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  return indent === ""
    ? `${open}${parts.join(",")}${close}`
    : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
}

/** JSON text of a value whose integers may be bigint; keys in the order given. Linear in the size of the value. */
export function stringifyJson(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, undefined, indent) ?? "null";
  } catch {
    return stringifyWithBigints(value, " ".repeat(indent), "") ?? "null";
  }
}

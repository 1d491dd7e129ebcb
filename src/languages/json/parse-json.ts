// JSON text to values: integers exact, depth bounded, faults with their offset.
import type { JsonValue } from "../../core/index.ts";
import { JsonCursor, JsonFaultError, type JsonFault } from "./json-cursor.ts";

/** Collections nested deeper than this are refused: no API object comes near it, and recursion stays safe. */
export const deepestNesting = 200;

/** A value, or why there is none. `notes` tell keys set twice in one object, of which the last counts as for kubectl; only exact reading sees them. */
export type JsonReading =
  | { readonly value: JsonValue; readonly notes: readonly JsonFault[] }
  | { readonly fault: JsonFault };

const mostNotes = 20;

class Parser {
  readonly notes: JsonFault[] = [];
  readonly cursor: JsonCursor;

  constructor(text: string) {
    this.cursor = new JsonCursor(text);
  }

  value(depth: number): JsonValue {
    const next = this.cursor.peek();
    if (next === '"') return this.cursor.string();
    if (next !== "{" && next !== "[") return scalarOf(this.cursor);
    if (depth >= deepestNesting) this.cursor.fail(`nested deeper than ${deepestNesting} levels`);
    this.cursor.at++;
    return next === "{" ? this.fields(depth + 1) : this.items(depth + 1);
  }

  private items(depth: number): JsonValue {
    const items: JsonValue[] = [];
    if (this.cursor.take("]")) return items;
    do items.push(this.value(depth));
    while (this.cursor.take(","));
    this.cursor.expect("]", "or a comma");
    return items;
  }

  private fields(depth: number): JsonValue {
    const fields: Record<string, JsonValue> = {};
    if (this.cursor.take("}")) return fields;
    do {
      if (this.cursor.peek() !== '"') this.cursor.fail(this.cursor.unexpected("a key in double quotes"));
      const offset = this.cursor.at;
      const key = this.cursor.string();
      if (Object.hasOwn(fields, key)) this.note(key, offset);
      this.cursor.expect(":", "after a key");
      const value = this.value(depth);
      if (key === "__proto__")
        Object.defineProperty(fields, key, { value, configurable: true, enumerable: true, writable: true });
      else fields[key] = value;
    } while (this.cursor.take(","));
    this.cursor.expect("}", "or a comma");
    return fields;
  }

  private note(key: string, offset: number): void {
    const message = `the key ${JSON.stringify(key.slice(0, 80))} is set twice in one object: kubectl takes the last`;
    if (this.notes.length < mostNotes) this.notes.push({ message, offset });
  }
}

const words = new Map<string, JsonValue>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Integers of 64 bits are exact; larger numbers are floats, as Kubernetes reads them. */
function scalarOf(cursor: JsonCursor): JsonValue {
  const start = cursor.at;
  const text = cursor.scalar();
  const word = words.get(text);
  if (word !== undefined) return word;
  const value = Number(text);
  if (!Number.isFinite(value)) return cursor.fail("a number is too large for a 64-bit float", start);
  if (Number.isSafeInteger(value) || text.length > 20 || !/^-?[0-9]+$/.test(text)) return value;
  const exact = BigInt(text);
  return exact >= -(2n ** 63n) && exact < 2n ** 64n ? exact : value;
}

/**
 * Reads one JSON value exactly, telling keys that are set twice. Integers beyond 2^53 are bigint; `__proto__` is a key like any other.
 * Never throws. Linear.
 */
export function parseJsonExactly(text: string): JsonReading {
  const parser = new Parser(text);
  try {
    const value = parser.value(0);
    if (parser.cursor.peek() !== "") parser.cursor.fail(parser.cursor.unexpected("the end of the value"));
    return { value, notes: parser.notes };
  } catch (error) {
    if (error instanceof JsonFaultError) return { fault: { message: error.message, offset: error.offset } };
    throw error;
  }
}

/**
 * Reads one JSON value fast, without notes. Only for text known not to be nested deep nor to hold numbers that need exactness
 * (jsonExtent tells both); other text is for {@link parseJsonExactly}. Never throws. Linear.
 */
export function parseJson(text: string): JsonReading {
  try {
    return { value: JSON.parse(text) as JsonValue, notes: [] };
  } catch {
    return parseJsonExactly(text);
  }
}

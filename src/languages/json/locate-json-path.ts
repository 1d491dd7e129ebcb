// From a field path back to the place in JSON text.
import type { PathSegment } from "../../core/index.ts";
import { JsonCursor, JsonFaultError } from "./json-cursor.ts";

function findItem(cursor: JsonCursor, wanted: number): boolean {
  if (!cursor.take("[") || cursor.peek() === "]") return false;
  for (let index = 0; index < wanted; index++) {
    cursor.skip();
    if (!cursor.take(",")) return false;
  }
  cursor.peek();
  return true;
}

/** Leaves the cursor at the value of the last field of that name and returns the offset of its key. */
function findField(cursor: JsonCursor, wanted: string): number | undefined {
  if (!cursor.take("{") || cursor.peek() === "}") return undefined;
  let found: { readonly key: number; readonly value: number } | undefined;
  do {
    cursor.peek();
    const key = cursor.at;
    const name = cursor.string();
    cursor.expect(":", "after a key");
    cursor.peek();
    if (name === wanted) found = { key, value: cursor.at };
    cursor.skip();
  } while (cursor.take(","));
  if (found === undefined) return undefined;
  cursor.at = found.value;
  return found.key;
}

function locate(cursor: JsonCursor, segments: readonly PathSegment[]): number {
  cursor.peek();
  let offset = cursor.at;
  for (const segment of segments) {
    if (typeof segment === "number") {
      if (!findItem(cursor, segment)) return offset;
      offset = cursor.at;
    } else {
      const key = findField(cursor, segment);
      if (key === undefined) return offset;
      offset = key;
    }
  }
  return offset;
}

/**
 * The offset of a field in the text of one value: of its key, or of the item of a list; of the nearest ancestor that is there where
 * the field is not. 0 for text that cannot be read. Linear in the text for each segment.
 */
export function locateJsonPath(text: string, segments: readonly PathSegment[]): number {
  try {
    return locate(new JsonCursor(text), segments);
  } catch (error) {
    if (error instanceof JsonFaultError) return 0;
    throw error;
  }
}

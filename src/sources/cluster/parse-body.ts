// JSON of an answer to a mapping.
import { isJsonObject, type JsonObject } from "../../core/index.ts";

/** The mapping a body holds; undefined for anything else, cut off JSON included. */
export function parseBody(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

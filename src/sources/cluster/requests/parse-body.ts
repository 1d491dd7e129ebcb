// JSON of an answer to a mapping.
import { isJsonObject, type JsonObject } from "../../../core/index.ts";
import { deepestNesting, jsonExtent, parseJson } from "../../../languages/json/index.ts";

/** The mapping a body holds; undefined for anything else, JSON that is cut off or nested too deep included. */
export function parseBody(bytes: Buffer): JsonObject | undefined {
  if (jsonExtent(bytes, 0, deepestNesting).fault !== undefined) return undefined;
  const reading = parseJson(bytes.toString("utf8"));
  return "value" in reading && isJsonObject(reading.value) ? reading.value : undefined;
}

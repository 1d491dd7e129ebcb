// JSON as Kubernetes reads it.
export type { JsonFault } from "./json-cursor.ts";
export { jsonExtent, skipJsonBlank, type JsonExtent, type JsonItems } from "./json-extent.ts";
export { locateJsonPath } from "./locate-json-path.ts";
export { deepestNesting, parseJson, parseJsonExactly, type JsonReading } from "./parse-json.ts";

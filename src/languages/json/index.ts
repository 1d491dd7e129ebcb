// JSON as Kubernetes reads it.
export { jsonExtent, skipJsonBlank, type JsonItems } from "./json-extent.ts";
export { jsonLocator, locateJsonPath } from "./locate-json-path.ts";
export { deepestNesting, parseJson, parseJsonExactly, type JsonReading } from "./parse-json.ts";

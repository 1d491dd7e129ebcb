// YAML as kubectl reads it.
export type { ExpansionBudget } from "./build-value.ts";
export { documentSpans, type DocumentSpan } from "./document-spans.ts";
export { yamlListSpans, type YamlListSpans } from "./list-item-spans.ts";
export { locateYamlPath, yamlLocator } from "./locate-yaml-path.ts";
export {
  parseYamlDocument,
  parseYamlDocuments,
  textOnSeparator,
  type YamlDocument,
  type YamlDocuments,
  type YamlError,
  type YamlReading,
} from "./parse-yaml.ts";
export type { YamlFault } from "./yaml-events.ts";

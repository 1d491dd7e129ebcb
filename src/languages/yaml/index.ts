// YAML as kubectl reads it.
export type { ExpansionBudget } from "./build-value.ts";
export { documentSpans } from "./document-spans.ts";
export { yamlListSpans } from "./list-item-spans.ts";
export { locateYamlPath, yamlLocator } from "./locate-yaml-path.ts";
export {
  parseYamlDocument,
  parseYamlDocuments,
  textOnSeparator,
  type YamlDocuments,
  type YamlReading,
} from "./parse-yaml.ts";
export { printYaml } from "./print-yaml.ts";

// Values as YAML that people read and kubectl takes.
import { dump } from "js-yaml";
import type { JsonValue } from "../../core/index.ts";

/** Documents as YAML, `---` between them; texts are quoted wherever another reader could take them for something else. */
export function printYaml(documents: readonly JsonValue[]): string {
  return documents.map((document) => dump(document, { lineWidth: 120, noRefs: true })).join("---\n");
}

// docs/reference/report.schema.json: the schema of `-o json`.
import { reportSchema } from "../../src/core/index.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** The committed schema of the report. */
export function reportSchemaFile(): GeneratedFile {
  return { path: "docs/reference/report.schema.json", text: `${JSON.stringify(reportSchema, undefined, 2)}\n` };
}

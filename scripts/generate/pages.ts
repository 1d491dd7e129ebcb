// Everything generated from the code itself: the catalogue's pages and examples, and the references.
import type { GeneratedFile } from "./generated-file.ts";
import { checkPages } from "./check-pages.ts";
import { collectExamples } from "./collect-examples.ts";
import { examplesModule } from "./examples-module.ts";
import { cliReference } from "./cli-reference.ts";
import { configReference } from "./config-reference.ts";
import { errorReference } from "./error-reference.ts";
import { factsReference } from "./facts-reference.ts";
import { reportSchemaFile } from "./report-schema-file.ts";
import { embedSample } from "../embed-sample.ts";

/** All generated files but the catalogue's index and the diagram. */
export async function generatePages(root: string): Promise<readonly GeneratedFile[]> {
  const examples = await collectExamples();
  return [
    await embedSample(root),
    examplesModule(examples),
    ...checkPages(examples),
    cliReference(),
    configReference(),
    errorReference(),
    factsReference(root),
    reportSchemaFile(),
  ];
}

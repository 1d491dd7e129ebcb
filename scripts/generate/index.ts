// All generated files, in the order they depend on each other.
import { architectureDiagram } from "./architecture-diagram.ts";
import { checksIndex } from "./checks-index.ts";
import { examplesModule } from "./examples-module.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { reportPageAssets } from "./report-page-assets.ts";
import type * as Pages from "./pages.ts";
import { importBundled } from "./import-bundled.ts";

/** Stands in for the examples while they are made. */
const noExamples = examplesModule(new Map());

/** Every generated file with its text. The pages are made from the catalogue, so the catalogue's index comes first. */
export async function generateAll(root: string): Promise<readonly GeneratedFile[]> {
  const index = checksIndex(root);
  const assets = await reportPageAssets(root);
  const { generatePages } = await importBundled<typeof Pages>(root, "scripts/generate/pages.ts", {
    [index.path]: index.text,
    [assets.path]: assets.text,
    [noExamples.path]: noExamples.text,
  });
  return [index, assets, ...(await generatePages(root)), architectureDiagram(root)];
}

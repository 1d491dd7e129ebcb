// The library's entry points, by subpath of the package: `plimsoll/model` is dist/model.js, `plimsoll/engines/audit` is dist/engines/audit.js.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const src = join(import.meta.dirname, "../src");

/** One entry point for each child folder of a layer that has a public face. */
function children(layer: string): [string, string][] {
  return readdirSync(join(src, layer))
    .filter((name) => existsSync(join(src, layer, name, "index.ts")))
    .sort()
    .map((name) => [`${layer}/${name}`, `src/${layer}/${name}/index.ts`]);
}

/** Output name → source file. */
export const entryPoints: Readonly<Record<string, string>> = {
  index: "src/checking/index.ts",
  model: "src/model/index.ts",
  checks: "src/checks/index.ts",
  reporters: "src/reporters/index.ts",
  testing: "src/testing/index.ts",
  ...Object.fromEntries(["engines", "sources", "use-cases"].flatMap(children)),
};

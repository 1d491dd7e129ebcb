// The library's entry points, by subpath of the package: `plimsoll/model` is dist/model.js. Folders under engines/ each have one.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const engines = readdirSync(join(import.meta.dirname, "../src/engines"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(entry.parentPath, entry.name, "index.ts")))
  .map(({ name }) => name)
  .sort();

/** Output name → source file. */
export const entryPoints: Readonly<Record<string, string>> = {
  index: "src/checking/index.ts",
  model: "src/model/index.ts",
  checks: "src/checks/index.ts",
  reporters: "src/reporters/index.ts",
  testing: "src/testing/index.ts",
  ...Object.fromEntries(engines.map((name) => [`engines/${name}`, `src/engines/${name}/index.ts`])),
};

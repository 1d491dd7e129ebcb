// Runs a TypeScript file of this repository on any supported Node: bundled in memory by esbuild, packages left outside.
import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("usage: node scripts/run.js FILE.ts [ARGUMENT...]\n");
  process.exit(2);
}

const root = resolve(import.meta.dirname, "..");
// Inside the repository, so that imports of packages resolve.
const folder = mkdtempSync(join(root, "node_modules", ".plimsoll-run-"));
const outfile = join(folder, "main.mjs");
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
await build({
  entryPoints: [resolve(file)],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20.19",
  sourcemap: "inline",
  logLevel: "error",
  define: { "import.meta.dirname": JSON.stringify(resolve(file, "..")) },
});
process.argv = [process.argv[0], resolve(file), ...args];
await import(pathToFileURL(outfile).href);

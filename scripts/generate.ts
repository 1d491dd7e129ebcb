// Writes every generated file; `--check` writes nothing and fails when one is out of date.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateAll } from "./generate/index.ts";

const root = join(import.meta.dirname, "..");
const checking = process.argv.includes("--check");

function current(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

const files = await generateAll(root);
const stale = files.filter(({ path, text }) => current(path) !== text);
for (const { path, text } of stale) {
  process.stdout.write(`${checking ? "out of date" : "written"}: ${path}\n`);
  if (checking) continue;
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const verdict = checking ? `out of date${stale.length > 0 ? ": run npm run generate" : ""}` : "changed";
process.stdout.write(`${files.length} generated files, ${stale.length} ${verdict}\n`);
process.exitCode = checking && stale.length > 0 ? 1 : 0;

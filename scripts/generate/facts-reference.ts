// docs/reference/facts.md: every table of facts with its date.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GeneratedFile } from "./generated-file.ts";

interface Table {
  readonly retrieved?: string;
  readonly coversUntil?: string;
  readonly rows?: readonly unknown[];
}

function row(root: string, name: string): string {
  const folder = join(root, "src/facts", name);
  const table = JSON.parse(readFileSync(join(folder, "data.json"), "utf8")) as Table;
  const readme = existsSync(join(folder, "README.md")) ? readFileSync(join(folder, "README.md"), "utf8") : "";
  const about = readme.split("\n").find((line) => line !== "" && !line.startsWith("#")) ?? "";
  return `| [${name}](../../src/facts/${name}/README.md) | ${table.rows?.length ?? 0} | ${table.retrieved ?? ""} | ${table.coversUntil ?? ""} | ${about} |`;
}

/** The page of fact tables. */
export function factsReference(root: string): GeneratedFile {
  const tables = readdirSync(join(root, "src/facts"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "src/facts", entry.name, "data.json")))
    .map(({ name }) => name)
    .sort();
  const text = [
    "# Facts",
    "",
    "Facts ship with the package, dated. A cluster newer than a table covers makes the checks that depend on it unknown.",
    "",
    "| Table | Rows | Retrieved | Covers until | What it holds |",
    "| --- | --- | --- | --- | --- |",
    ...tables.map((name) => row(root, name)),
    "",
  ].join("\n");
  return { path: "docs/reference/facts.md", text };
}

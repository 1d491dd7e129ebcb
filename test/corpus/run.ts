// npm run corpus -- --corpus DIR [--all]: how far we agree with other tools, and what we find of planted weaknesses. Opinions, so it
// ends with 0; --all lists every difference instead of the first.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { filesOf, linesOf } from "../conformance/vector-files.ts";
import { compare, summary, type Compared } from "./agreement.ts";
import { recallOfDump } from "./recall-of-dump.ts";
import { tools, type Case, type Tool } from "./tools.ts";

const { corpus, all } = parseArgs({
  options: { corpus: { type: "string", default: "../shared/corpus" }, all: { type: "boolean", default: false } },
}).values;
const listed = all ? Infinity : 8;

async function* casesOf(tool: Tool, files: readonly string[]): AsyncGenerator<Case> {
  for (const file of files) {
    for await (const line of linesOf(file)) yield tool.read(JSON.parse(line) as Readonly<Record<string, unknown>>);
  }
}

function list(verdict: "missed" | "stricter", compared: readonly Compared[]): void {
  const differing = compared.filter((one) => one.verdict === verdict);
  for (const { case: one, said } of differing.slice(0, listed))
    console.log(`  ${verdict}: ${one.check} ${one.name}\n    ${said}`);
  if (differing.length > listed) console.log(`  … and ${differing.length - listed} more ${verdict}`);
}

async function compareTools(): Promise<void> {
  for (const tool of tools) {
    const files = filesOf(tool.name, [corpus], /^(?:.*\/)?cases\.jsonl(?:\.gz)?$/);
    if (files.length === 0) {
      console.log(`${tool.name}: no cases in ${corpus}`);
      continue;
    }
    const compared = await compare(tool, casesOf(tool, files));
    console.log(summary(tool.name, compared));
    list("missed", compared);
    list("stricter", compared);
  }
}

async function printRecall(name: string): Promise<void> {
  if (!existsSync(join(corpus, "cluster-dumps", `${name}.truth.jsonl`))) return;
  console.log(`planted weaknesses of ${name}:`);
  for (const { type, planted, found, missed, covered } of await recallOfDump(corpus, name)) {
    const remark = covered ? missed.slice(0, listed).join(", ") : "no check yet";
    console.log(
      `  ${type.padEnd(34)} ${String(found).padStart(3)} of ${String(planted).padStart(3)}  ${remark}`.trimEnd(),
    );
  }
}

if (!existsSync(corpus)) {
  console.error(`there is no folder ${corpus}: name one with npm run corpus -- --corpus DIR`);
  process.exitCode = 2;
} else {
  await compareTools();
  await printRecall("tiny");
  await printRecall("medium");
}

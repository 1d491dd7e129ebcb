// The objects and planted weaknesses of a generated cluster.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { JsonObject } from "../../src/core/index.ts";
import { scanReport } from "../fixtures/command-line.ts";
import { recallOf, type Planted, type Recall } from "./planted-weaknesses.ts";

/** Scans `cluster-dumps/NAME.json.gz` of a corpus and compares with NAME.truth.jsonl. */
export async function recallOfDump(corpus: string, name: string): Promise<readonly Recall[]> {
  const dump = join(corpus, "cluster-dumps", `${name}.json.gz`);
  const { items } = JSON.parse(gunzipSync(readFileSync(dump)).toString()) as { readonly items: readonly JsonObject[] };
  const truth = readFileSync(join(corpus, "cluster-dumps", `${name}.truth.jsonl`), "utf8");
  const planted = truth.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Planted]));
  return recallOf(await scanReport([dump, "--secrets", "--fail-on", "none"]), items, planted);
}

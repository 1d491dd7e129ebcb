// Chunks are loaded once, when asked for, and what V8 compiled of them is kept when there is more of it than before.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ChunkLoader } from "./chunk-loader.ts";
import { readCodeCache } from "./code-cache.ts";

const user = process.geteuid?.() ?? -1;
const parameters = "exports,require,module,importModule";
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plimsoll-chunks-"));
  path = join(folder, "plimsoll", "code-1");
  writeFileSync(join(folder, "table.json"), '{"n":1}');
  writeFileSync(
    join(folder, "start.cjs"),
    `({"a":function(${parameters}){exports.table=require("./table.json");exports.sep=require("node:path").sep;
exports.b=()=>require("./start/b");exports.more=()=>require("./more/c");exports.own=importModule;},
"b":function(${parameters}){exports.a=require("./start/a");}})`,
  );
  writeFileSync(join(folder, "more.cjs"), `({"c":function(${parameters}){exports.package=require("left-pad");}})`);
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Exports {
  readonly table: unknown;
  readonly sep: string;
  readonly b: () => { readonly a: unknown };
  readonly more: () => unknown;
  readonly own: (url: string) => Promise<unknown>;
}

const loader = (): ChunkLoader => new ChunkLoader({ folder, cache: { path, user } });
const took = (): number => readCodeCache(path, user).took;

it("gives chunks each other, tables, node's modules and a user's own", async () => {
  const chunks = loader();
  const a = chunks.load("start/a") as Exports;
  expect(a).toMatchObject({ table: { n: 1 }, sep });
  expect(a.b().a).toBe(a);
  expect(await a.own("data:text/javascript,export const x = 5")).toMatchObject({ x: 5 });
  expect(() => chunks.load("start/none")).toThrow("there is no chunk start/none");
  expect(a.more).toThrow("left-pad is no module of node");
});

it("keeps what was compiled, again only when there is a reason to", () => {
  const run = (milliseconds: number, more = false): void => {
    const chunks = loader();
    const { more: load } = chunks.load("start/a") as Exports;
    if (more) expect(load).toThrow();
    chunks.save(milliseconds);
  };
  run(500);
  expect(took()).toBe(500);
  run(300);
  expect(took()).toBe(500);
  run(200);
  expect(took()).toBe(200);
  run(900, true);
  expect(took()).toBe(900);
  expect([...readCodeCache(path, user).scripts.keys()]).toEqual(["start.cjs", "more.cjs"]);
});

it("keeps nothing without a place for it", () => {
  const chunks = new ChunkLoader({ folder, cache: undefined });
  chunks.load("start/a");
  chunks.save(100);
  expect(existsSync(path)).toBe(false);
});

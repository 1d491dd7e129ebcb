// The architecture of src/ holds, and the rules that say so catch planted faults.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layers } from "../../layers.ts";
import { importFaults, layerFaults, purityFaults, styleFaults } from "./rules.ts";
import { parseSourceFile } from "./source-file.ts";

const src = join(import.meta.dirname, "../../src");
const paths = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
const files = paths.sort().map((path) => parseSourceFile(path, readFileSync(join(src, path), "utf8")));

describe("src/", () => {
  it("has files in every layer, and no folder outside the layers", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(layerFaults(files, layers)).toEqual([]);
  });
  it("imports in the order of the layers, through public faces", () => expect(importFaults(files, layers)).toEqual([]));
  it("keeps the pure layers pure", () => expect(purityFaults(files, layers)).toEqual([]));
  it("has short files with telling names", () => expect(styleFaults(files)).toEqual([]));
});

describe("the rules", () => {
  const parse = (path: string, text: string) => [parseSourceFile(path, text)];
  it.each([
    ["a layer below", "core/a.ts", 'import { x } from "../model/index.ts";'],
    ["a type of a layer below", "core/a.ts", 'import type { X } from "../model/index.ts";'],
    ["a re-export of a layer below", "core/a.ts", 'export { x } from "../model/index.ts";'],
    ["a dynamic import of a layer below", "core/a.ts", 'await import("../model/index.ts");'],
    ["an import type", "core/a.ts", 'type X = import("../model/index.ts").X;'],
    ["a sibling engine", "engines/a/x.ts", 'import { x } from "../b/index.ts";'],
    ["a sibling check", "checks/images/a.ts", 'import { x } from "./b.ts";'],
    ["the inside of another layer", "engines/a/x.ts", 'import { x } from "../../model/derive.ts";'],
    ["an impure layer from a pure one", "engines/a/x.ts", 'import { x } from "../../sources/index.ts";'],
    ["no layer at all", "core/a.ts", 'import { x } from "../elsewhere/index.ts";'],
  ])("catch an import of %s", (_what, path, text) => expect(importFaults(parse(path, text), layers)).toHaveLength(1));

  it.each([
    ['import { readFileSync } from "node:fs";'],
    ["const now = Date.now();"],
    ["const now = new Date();"],
    ["const x = Math.random();"],
    ["process.exit(1);"],
    ["globalThis.process.exit(1);"],
    ['console.log("x");'],
    ['await fetch("x");'],
  ])("catch impurity: %s", (text) => expect(purityFaults(parse("engines/a/x.ts", text), layers)).not.toEqual([]));

  it("leave pure code alone", () => {
    const text =
      '// Pure.\nimport { x } from "../../core/index.ts";\nexport const y = { process: new Date(x).getTime(), console: x.fetch };';
    expect(purityFaults(parse("engines/a/x.ts", text), layers)).toEqual([]);
    expect(importFaults(parse("engines/a/x.ts", text), layers)).toEqual([]);
  });
  it("catch an unlisted folder and an empty layer", () => {
    expect(layerFaults(parse("elsewhere/a.ts", ""), layers)).toHaveLength(layers.length + 1);
  });
  it.each([
    ["core/utils.ts", "// A.\n"],
    ["core/object-helpers.ts", "// A.\n"],
    ["core/camelCase.ts", "// A.\n"],
    ["core/a.ts", "export const a = 1;\n"],
    ["core/a.ts", `// A.\n${"\n".repeat(300)}`],
  ])("catch style: %s", (path, text) => expect(styleFaults(parse(path, text))).toHaveLength(1));
});

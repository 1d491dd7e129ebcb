// The catalogue as a whole: what no single check's test can see.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { domains } from "../../src/checking/index.ts";
import { checks } from "../../src/checks/index.ts";
import { errorCodes } from "../../src/core/index.ts";
import { frameworks } from "../../src/facts/frameworks/index.ts";

const root = join(import.meta.dirname, "../..");

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => join(folder, path));
}

describe("every check", () => {
  it("is in the catalogue once, under a name nobody else has or had", () => {
    expect(checks.length).toBeGreaterThan(50);
    const names = checks.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });
  it.each(checks.map((check) => [check.id, check] as const))("%s is named, described and tested", (id, check) => {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/);
    expect(domains).toContain(check.domain);
    expect(existsSync(join(root, "src/checks", check.domain, `${id}.test.ts`))).toBe(true);
    expect(check.title).toMatch(/^[^.]{8,90}$/);
    expect(check.rationale.length).toBeGreaterThan(60);
    expect(check.remediation.length).toBeGreaterThan(20);
    for (const url of check.references) expect(() => new URL(url)).not.toThrow();
    for (const text of [check.rationale, check.remediation]) expect(text).not.toMatch(/TODO/);
  });
  it("has a file for every entry and an entry for every file", () => {
    const files = filesBelow("src/checks").filter(
      (path) => /checks\/[a-z-]+\/[a-z0-9-]+\.ts$/.test(path) && !path.includes("examples/"),
    );
    expect(files.map((path) => path.replace(/^.*\/|\.ts$/g, "")).sort()).toEqual(checks.map(({ id }) => id).sort());
  });
});

describe("frameworks", () => {
  it("map controls to checks that exist, or say what a person has to look at", () => {
    const ids = new Set(checks.map(({ id }) => id));
    const mapped = frameworks.flatMap(({ controls }) => controls.flatMap((control) => control.checks ?? []));
    expect(mapped.length).toBeGreaterThan(20);
    expect(mapped.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("error codes", () => {
  const sources = filesBelow("src").filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.endsWith("error-codes.ts"),
  );
  const used = new Set(
    sources.flatMap((path) => readFileSync(join(root, path), "utf8").match(/PLIMSOLL_(?:[A-Z]+_?)+(?=")/g) ?? []),
  );
  it("are all used", () =>
    expect(Object.keys(errorCodes).filter((code) => !used.has(code) && code !== "PLIMSOLL_INTERNAL")).toEqual([]));
  it("are all documented", () => {
    const page = readFileSync(join(root, "docs/reference/errors.md"), "utf8");
    expect([...page.matchAll(/`(PLIMSOLL_[A-Z_]+)`/g)].map(([, code]) => code)).toEqual(Object.keys(errorCodes));
  });
});

describe("facts", () => {
  const tables = readdirSync(join(root, "src/facts"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  it.each(tables.map(({ name }) => [name]))("%s is dated and sourced, one row a line, sorted", (name) => {
    const folder = join(root, "src/facts", name);
    for (const file of ["data.json", "schema.ts", "index.ts", "README.md"])
      expect(existsSync(join(folder, file)), file).toBe(true);
    const text = readFileSync(join(folder, "data.json"), "utf8");
    const table = JSON.parse(text) as {
      retrieved?: string;
      coversUntil?: string;
      rows: readonly { source?: string }[];
    };
    expect(table.retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(table.coversUntil).toBeDefined();
    expect(table.rows.length).toBeGreaterThan(0);
    expect(table.rows.filter(({ source }) => source === undefined || source === "")).toEqual([]);
    expect(text.split("\n").length).toBeGreaterThanOrEqual(table.rows.length);
  });
});

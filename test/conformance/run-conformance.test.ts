// The runner of conformance vectors: our own small subset passes, and nothing that did not pass is counted as passed.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PlimsollError } from "../../src/core/index.ts";
import { runConformance, type ConformanceOptions } from "./run-conformance.ts";
import { plannedSets, vectorSets } from "./sets.ts";
import { psa } from "./sets/psa.ts";

const own = join(import.meta.dirname, "fixtures");
const rows = readFileSync(join(own, "psa", "own.jsonl"), "utf8")
  .trim()
  .split("\n");
const [first = ""] = rows;
const planted = first
  .replace('"expect":"pass"', '"expect":"fail"')
  .replace('"checkId":"base"', '"checkId":"privileged"');

interface Ran {
  readonly code: number;
  readonly lines: readonly string[];
}

async function run(args: readonly string[], options: Omit<ConformanceOptions, "print"> = {}): Promise<Ran> {
  const lines: string[] = [];
  const code = await runConformance(args, { print: (text) => lines.push(text), sets: [psa], ...options });
  return { code, lines };
}

describe("runConformance", () => {
  let folder = "";
  const file = (): string => join(folder, "psa", "cases.jsonl.gz");
  const write = (lines: readonly string[]): void => writeFileSync(file(), gzipSync(lines.join("\n")));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "plimsoll-conformance-"));
    mkdirSync(join(folder, "psa"));
    for (const planned of plannedSets) mkdirSync(join(folder, planned.folder), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(readdirSync(own))("passes our own subset of %s", async (name) => {
    const { code, lines } = await run(["--vectors", own, "--set", name], { sets: vectorSets });
    const [, passed] = /^([1-9][0-9]*) passed, 0 failed$/.exec(lines[0]?.slice(`${name}: `.length) ?? "") ?? [];
    expect(lines).toEqual([`${name}: ${passed} passed, 0 failed`, `total: ${passed} passed, 0 failed`]);
    expect(code).toBe(0);
  });

  it("fails on a planted wrong expectation, and writes it to the file of failures", async () => {
    write([...rows, planted]);
    const failures = join(folder, "failures.jsonl");
    const { code, lines } = await run(["--vectors", folder, "--set", "psa", "--failures", failures]);
    const message = "expected refused by privileged, was allowed";
    expect(lines).toEqual([
      `psa: ${rows.length} passed, 1 failed`,
      `total: ${rows.length} passed, 1 failed`,
      `FAIL psa restricted/v1.37/fail/base: ${message}`,
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(readFileSync(failures, "utf8"))).toEqual({
      set: "psa",
      case: "restricted/v1.37/fail/base",
      message,
    });
  });

  it("fails when the pod is refused, but not by the control the case is named for", async () => {
    const refused = rows.find((text) => text.includes('"fixture":"privileged"')) ?? "";
    write([refused.replace('"checkId":"privileged"', '"checkId":"hostports"')]);
    expect((await run(["--vectors", folder])).lines).toContain(
      "FAIL psa baseline/v1.30/fail/privileged: expected refused by hostPorts, was refused by privileged",
    );
  });

  it("counts disputed cases apart", async () => {
    write([planted, first]);
    const disputed = [{ set: "psa", case: "restricted/v1.37/fail/base", decision: "a test" }];
    const { code, lines } = await run(["--vectors", folder, "--set", "psa"], { disputed });
    expect(lines).toEqual(["psa: 1 passed, 0 failed, 1 disputed", "total: 1 passed, 0 failed, 1 disputed"]);
    expect(code).toBe(0);
  });

  it("lists the first 20 failures", async () => {
    write(Array.from({ length: 25 }, () => planted));
    const { lines } = await run(["--vectors", folder]);
    expect(lines.filter((text) => text.startsWith("FAIL"))).toHaveLength(20);
    expect(lines.at(-1)).toBe("… and 5 more (--failures FILE writes all)");
  });

  it.each([
    ["a line that is not JSON", gzipSync(`${first}\n{"version":`), "cannot be judged"],
    ["a row without a pod", gzipSync(`{"version":"v1.30","level":"baseline"}`), "cannot be admitted"],
    ["a truncated file", gzipSync(first).subarray(0, 60), "cannot be read"],
    ["a file that is not gzip", Buffer.from(first), "cannot be read"],
  ])("fails on %s", async (_name, bytes, message) => {
    writeFileSync(file(), bytes);
    const { code, lines } = await run(["--vectors", folder]);
    expect(code).toBe(1);
    expect(lines.at(-1)).toContain(message);
  });

  it("never counts a set it did not run", async () => {
    rmSync(file());
    const { code, lines } = await run(["--vectors", folder]);
    expect(lines).toEqual([
      `psa: not run: not in ${folder}`,
      ...plannedSets.map(({ name }) => `${name}: not run: no engine yet`),
      "total: 0 passed, 0 failed",
    ]);
    expect(code).toBe(2);
  });

  it.each([
    [["--vectors", "/no/such/folder"], "there is no folder /no/such/folder"],
    [["--set", "nope"], "there is no set called nope"],
    [["--bogus"], "Unknown option '--bogus'"],
  ])("refuses %j", async (args, message) => {
    await expect(run(args)).rejects.toThrow(PlimsollError);
    await expect(run(args)).rejects.toThrow(message);
  });
});

// Every folder of real manifests and every dump of the shared corpus is scanned, and drawn in every format. The corpus is not part
// of the project: PLIMSOLL_SHARED names it, else ../shared beside the repository; without it this is skipped.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/core/index.ts";
import { reporters } from "../../src/reporters/index.ts";
import { run, WorkFolder } from "../fixtures/command-line.ts";

const shared = process.env["PLIMSOLL_SHARED"] ?? resolve(import.meta.dirname, "../../../shared");
const manifests = join(shared, "corpus/manifests");
const dumps = join(shared, "corpus/cluster-dumps");
const there = existsSync(manifests) && existsSync(dumps);
const inputs = there
  ? [
      ...readdirSync(manifests, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(manifests, name)),
      ...readdirSync(dumps)
        .filter((name) => name.endsWith(".json.gz"))
        .map((name) => join(dumps, name)),
    ]
  : [];
const formats = reporters.filter(({ only }) => only !== "documents").map(({ name }) => name);
const mebibyte = 2 ** 20;

describe.skipIf(!there)("the corpus", () => {
  let folder: WorkFolder;
  beforeAll(() => {
    folder = new WorkFolder();
  });
  afterAll(() => folder.remove());

  it("is there to be scanned", () => {
    expect(inputs.length).toBeGreaterThan(12);
    expect(formats.length).toBeGreaterThan(8);
  });

  it.each(inputs.map((path) => [path.slice(shared.length + 1), path]))(
    "%s",
    { timeout: 120_000 },
    async (_name, path) => {
      const outputs = formats.flatMap((format) => ["-o", `${format}=${folder.file(format)}`]);
      const { exitCode, err } = await run(["scan", path, ...outputs]);
      expect(err).not.toContain("PLIMSOLL_");
      expect(exitCode).toBeLessThan(2);
      for (const format of formats) {
        const { size } = statSync(folder.file(format));
        expect(size, format).toBeGreaterThan(200);
        expect(size, format).toBeLessThan(40 * mebibyte);
      }
      const report = JSON.parse(readFileSync(folder.file("json"), "utf8")) as Report;
      expect(report.input.objects).toBeGreaterThan(5);
      expect(report.counts.fail).toBeGreaterThan(0);
      expect(new Set(report.findings.map(({ fingerprint, outcome }) => `${fingerprint} ${outcome}`)).size).toBe(
        report.findings.length,
      );
    },
  );
});

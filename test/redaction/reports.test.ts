// A secret planted in every place a cluster can hold one is in no report, whatever its format.
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checks } from "../../src/checks/index.ts";
import { kindNames } from "../../src/kubernetes/index.ts";
import { rulesOf } from "../../src/use-cases/load-model/kind-rules.ts";
import { textRules, type TextRuleName } from "../../src/use-cases/load-model/text-rules.ts";
import { loadModel } from "../../src/use-cases/load-model/index.ts";
import { scan } from "../../src/use-cases/scan/index.ts";
import { plantEverywhere, type Planted } from "../fixtures/plant-everywhere.ts";
import { readingOf } from "../fixtures/redaction.ts";
import { loadedReporters } from "../fixtures/reported.ts";

const planted: Planted[] = [];
const textOf = (index: number): string => `quaysidelantern${String(index).padStart(5, "0")}`;
const objects = kindNames.map((kind) => plantEverywhere(kind, rulesOf(kind), textOf, planted));
const source = { read: async () => readingOf(objects) };
const model = await loadModel(source, { now: "2026-11-23T00:00:00Z", newestSupported: "1.37" });
const { data: report } = scan(model, checks, {
  toolVersion: "0.0.0",
  supported: { oldest: "1.28", newest: "1.37" },
  digest: (text) => createHash("sha256").update(text).digest("hex"),
  frameworksOf: () => [],
});
const kept = new Set(
  planted
    .filter(({ rule }) => Object.hasOwn(textRules, rule) && textRules[rule as TextRuleName].keeps)
    .map(({ text }) => text),
);
const options = { width: 120, colour: true, hyperlinks: true, verbose: true, groupBy: "owner" } as const;

describe("secrets planted everywhere", () => {
  it("are many, and the report has findings about the objects that hold them", () => {
    expect(planted.length - kept.size).toBeGreaterThan(500);
    expect(report.findings.length).toBeGreaterThan(20);
  });

  // Some draw graphs alone, which a report is not.
  const reporters = loadedReporters.filter(({ report: draws }) => draws !== undefined);

  it.each(reporters.map((reporter) => [reporter.name, reporter] as const))("are not in %s", (_name, reporter) => {
    const drawn = reporter.report?.(report, options) ?? "";
    const text = typeof drawn === "string" ? drawn : [...drawn].join("");
    expect(text).toContain("quaysidelantern");
    const found = new Set(text.match(/quaysidelantern\d{5}/g));
    expect([...found].filter((secret) => !kept.has(secret))).toEqual([]);
  });
});

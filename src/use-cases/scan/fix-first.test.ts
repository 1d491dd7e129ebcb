// The steps that come first: what one change repairs is one step.
import { describe, expect, it } from "vitest";
import { objectNamed } from "../../../test/fixtures/report-findings.ts";
import { exampleReport } from "../../../test/fixtures/report.ts";
import type { ReportFinding } from "../../core/index.ts";
import { fixFirst } from "./fix-first.ts";

const [example] = exampleReport.findings;

function finding(check: string, owner: string, path: string, rank: number): ReportFinding {
  if (example === undefined) throw new Error("the example report has no finding");
  const { suppression: _suppression, ...rest } = example;
  return { ...rest, check, owner: objectNamed(owner), path, rank, outcome: "fail" };
}

const steps = (findings: readonly ReportFinding[]) =>
  fixFirst(findings, (check) => `mend ${check}`).map(({ check, rank, findings: count, remediation }) => [
    check,
    rank,
    count,
    remediation,
  ]);

describe("fixFirst", () => {
  it("takes all findings of a check on an owner for one step", () => {
    const found = [finding("a", "Deployment shop/web", "x", 9), finding("a", "Deployment shop/web", "y", 2)];
    expect(steps([...found, finding("b", "Deployment shop/web", "x", 1)])).toEqual([
      ["a", 11, 2, "mend a"],
      ["b", 1, 1, "mend b"],
    ]);
  });
  it("takes all findings about a rule of a role for one step", () => {
    const found = [finding("b", "ClusterRole robot", "rules[0]", 9), finding("a", "ClusterRole robot", "rules[0]", 2)];
    expect(steps([...found, finding("a", "ClusterRole robot", "rules[1]", 3)])).toEqual([
      ["b", 11, 2, "Leave in rules[0] only what its holders need. These checks are about it: a, b."],
      ["a", 3, 1, "mend a"],
    ]);
  });
});

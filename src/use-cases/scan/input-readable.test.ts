// Broken input is a finding, a problem and something undecided, never a silent hole.
import { describe, expect, it } from "vitest";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import type { Check } from "../../checking/index.ts";
import { describeObject, type Report } from "../../core/index.ts";
import type { InputProblem } from "../../model/index.ts";
import { modelOf } from "../../testing/index.ts";
import { scan } from "./index.ts";

function scanned(problems: readonly InputProblem[], checks: readonly Check[] = scanChecks): Report {
  return scan({ ...modelOf([]), problems }, checks, scanOptions).data;
}

describe("input that cannot be read", () => {
  const place = { file: "a.yaml", line: 3, column: 1 };
  const problems = [
    { message: "bad indentation", location: place },
    { message: "unexpected end", location: { file: "a.yaml", line: 9 } },
    { message: "spec must be a mapping", object: { apiVersion: "v1", kind: "Pod", namespace: "shop", name: "p" } },
    { message: "1 page was lost" },
  ];
  const report = scanned(problems);

  it("is a high finding each, with its place", () => {
    const findings = report.findings;
    expect(
      findings.map(({ severity, owner, message, location }) => [severity, describeObject(owner), message, location]),
    ).toEqual([
      ["high", "Pod shop/p", "spec must be a mapping", undefined],
      ["high", "File a.yaml", "bad indentation", place],
      ["high", "File a.yaml", "unexpected end", { file: "a.yaml", line: 9 }],
      ["high", "Input test", "1 page was lost", undefined],
    ]);
    expect(report.problems).toEqual(problems);
  });
  it("is a failed check, and undecided in the score", () => {
    expect(report.checks.find(({ id }) => id === "input-readable")).toMatchObject({ outcome: "fail", failed: 4 });
    expect(report.score).toEqual({ decided: 0 });
  });
  it("keeps its fingerprint when lines move", () => {
    const moved = scanned([{ message: "bad indentation", location: { file: "a.yaml", line: 30 } }], []);
    expect(report.findings.map(({ fingerprint }) => fingerprint)).toContain(moved.findings[0]?.fingerprint);
  });
});

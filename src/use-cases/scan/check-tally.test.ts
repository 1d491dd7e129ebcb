// Tallies: an object is in one group, the worst that holds, whatever the order of its findings.
import { describe, expect, it } from "vitest";
import type { CheckFinding, CheckResult } from "../../checking/index.ts";
import { scanChecks } from "../../../test/fixtures/scan-checks.ts";
import { modelOf, type ModelTraits } from "../../testing/index.ts";
import { tallyOf } from "./check-tally.ts";

type Told = readonly [object: string, outcome: CheckFinding["outcome"]];

function tallied(told: readonly Told[], change: Partial<CheckResult> = {}, traits: ModelTraits = {}): number[] {
  const [check] = scanChecks;
  if (check === undefined) throw new Error("no check");
  const findings = told.map(([name, outcome]): CheckFinding => {
    const object = { apiVersion: "v1", kind: "Pod", namespace: "shop", name };
    return { object, outcome, message: "m", severity: "low", text: "t" };
  });
  const result: CheckResult = { check, outcome: "fail", examined: 5, unseen: 0, findings, ...change };
  const { passed, failed, unknown } = tallyOf(modelOf([], traits), result);
  return [passed, failed, unknown];
}

describe("a tally of five objects has passed, failed and unknown", () => {
  it.each<[string, readonly Told[], readonly number[]]>([
    ["without findings", [], [5, 0, 0]],
    [
      "with one that fails twice",
      [
        ["a", "fail"],
        ["a", "fail"],
      ],
      [4, 1, 0],
    ],
    [
      "with one that fails, then passes",
      [
        ["a", "fail"],
        ["a", "pass"],
      ],
      [4, 1, 0],
    ],
    [
      "with one that passes, then fails",
      [
        ["a", "pass"],
        ["a", "fail"],
      ],
      [4, 1, 0],
    ],
    [
      "with one that is unknown, then passes",
      [
        ["a", "unknown"],
        ["a", "pass"],
      ],
      [4, 0, 1],
    ],
    [
      "with one that is unknown, then fails",
      [
        ["a", "unknown"],
        ["a", "fail"],
      ],
      [4, 1, 0],
    ],
    [
      "with one that fails, then is unknown",
      [
        ["a", "fail"],
        ["a", "unknown"],
      ],
      [4, 1, 0],
    ],
    [
      "with two",
      [
        ["a", "fail"],
        ["b", "unknown"],
      ],
      [3, 1, 1],
    ],
  ])("%s", (_what, told, expected) => expect(tallied(told)).toEqual(expected));

  it("and those that were not seen", () => expect(tallied([], { unseen: 2 })).toEqual([5, 0, 2]));
  it("and one at least where something was not seen", () => {
    expect(tallied([], { outcome: "unknown" })).toEqual([5, 0, 1]);
    expect(tallied([], {}, { missing: ["pods"] })).toEqual([5, 0, 1]);
    expect(tallied([], { unseen: 2 }, { missing: ["pods"] })).toEqual([5, 0, 2]);
  });
  it("but none where the check does not apply, or only files were given", () => {
    expect(tallied([], { outcome: "not-applicable", examined: 0 }, { missing: ["pods"] })).toEqual([0, 0, 0]);
    expect(tallied([], {}, { given: true })).toEqual([5, 0, 0]);
  });
  it("and as many as were found, where a check counts none", () => {
    expect(
      tallied(
        [
          ["a", "fail"],
          ["b", "fail"],
        ],
        { examined: 0 },
      ),
    ).toEqual([0, 2, 0]);
  });
});

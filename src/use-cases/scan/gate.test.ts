// The gate: which findings close it, at which threshold, and what it says.
import { describe, expect, it } from "vitest";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import type { Report } from "../../core/index.ts";
import {
  clusterRoleBinding,
  container,
  deployment,
  modelOf,
  service,
  serviceAccount,
  type ModelTraits,
  type RawObject,
} from "../../testing/index.ts";
import { gate, parseWaivers, scan, type GateOptions, type ScanOptions } from "./index.ts";

const web = deployment({
  spec: { template: { spec: { containers: [container({ securityContext: { privileged: true } })] } } },
});

function scanned(objects: readonly RawObject[], traits: ModelTraits = {}, options: Partial<ScanOptions> = {}): Report {
  return scan(modelOf(objects, traits), scanChecks, { ...scanOptions, ...options }).data;
}

const all: GateOptions["failOn"][] = ["critical", "high", "medium", "low", "info", "none"];

describe("the gate closes", () => {
  it.each<[string, RawObject, readonly GateOptions["failOn"][]]>([
    ["a critical finding", web, ["critical", "high", "medium", "low", "info"]],
    ["a high finding", clusterRoleBinding(), ["high", "medium", "low", "info"]],
    ["a medium finding", service(), ["medium", "low", "info"]],
    ["a finding lower than its check", clusterRoleBinding({ subjects: [] }), ["low", "info"]],
    ["an unknown answer", serviceAccount(), []],
  ])("on %s", (_what, object, closed) => {
    const report = scanned([object]);
    expect(all.filter((failOn) => gate(report, { failOn, strict: false }).exitCode === 1)).toEqual(closed);
  });

  it("on what is unknown, when strict", () => {
    const report = scanned([serviceAccount()]);
    expect(gate(report, { failOn: "low", strict: true })).toEqual({
      exitCode: 1,
      reasons: ["1 unknown answer of severity low or worse (strict)"],
      notes: [],
    });
    expect(gate(report, { failOn: "medium", strict: true }).exitCode).toBe(0);
    expect(gate(report, { failOn: "none", strict: true }).exitCode).toBe(0);
  });

  it("on checks that could not see everything, when strict", () => {
    const missing = scanned([], { missing: ["networkpolicies.networking.k8s.io"] });
    expect(gate(missing, { failOn: "medium", strict: true }).reasons).toEqual([
      "1 check of severity medium or worse could not see everything (strict)",
    ]);
    expect(gate(missing, { failOn: "high", strict: true }).exitCode).toBe(0);
    expect(gate(missing, { failOn: "info", strict: false }).exitCode).toBe(0);
    const partly = scanned([service()], { partial: { services: ["other"] } });
    expect(gate(partly, { failOn: "medium", strict: true }).reasons).toHaveLength(2);
  });

  it("on broken input", () => {
    const broken = { ...modelOf([]), problems: [{ message: "m" }] };
    const report = scan(broken, scanChecks, scanOptions).data;
    expect(gate(report, { failOn: "high", strict: false }).reasons).toEqual(["1 finding of severity high or worse"]);
  });

  it("not on what is waived, but again when the waiver has ended", () => {
    const waivers = parseWaivers(
      "waivers: [{check: '*', object: {name: '*'}, reason: r}, {check: privileged, object: {name: '*'}, reason: r, expires: 2026-12-01}]",
      "w.yaml",
    );
    const options = { failOn: "info", strict: true } as const;
    expect(gate(scanned([web], {}, { waivers }), options)).toMatchObject({
      exitCode: 0,
      notes: ["1 waiver needs attention: ended, unusable or excusing nothing"],
    });
    const later = scanned([web], { asOf: "2027-01-01T00:00:00Z" }, { waivers });
    expect(gate(later, options)).toMatchObject({
      exitCode: 1,
      notes: ["2 waivers need attention: ended, unusable or excusing nothing"],
    });
  });
});

it("tells how many findings of the baseline are gone", () => {
  const entry = {
    fingerprint: "0".repeat(32),
    check: "privileged",
    outcome: "fail",
    object: "o",
    message: "m",
  } as const;
  const report = scanned([], {}, { baseline: { findings: [entry] } });
  expect(gate(report, { failOn: "high", strict: false }).notes).toEqual([
    "1 finding of the baseline no longer found: write the baseline anew",
  ]);
});

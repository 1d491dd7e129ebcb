// The score: its properties hold for any tallies, and its numbers for a few.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import { severities } from "../../core/index.ts";
import {
  clusterRoleBinding,
  container,
  deployment,
  modelOf,
  pod,
  service,
  serviceAccount,
} from "../../testing/index.ts";
import type { Tally } from "./check-tally.ts";
import { parseWaivers, scan } from "./index.ts";
import { scoreOf } from "./score.ts";

const tally = fc.record({
  severity: fc.constantFrom(...severities),
  examined: fc.constant(0),
  passed: fc.nat(50),
  failed: fc.nat(50),
  unknown: fc.nat(50),
});
const tallies = fc.array(tally, { minLength: 1, maxLength: 12 });

function changed(all: readonly Tally[], at: number, change: (one: Tally) => Partial<Tally>): Tally[] {
  return all.map((one, index) => (index === at % all.length ? { ...one, ...change(one) } : one));
}

/** A score without value is below every other. */
function valueOf(all: readonly Tally[]): number {
  return scoreOf(all).value ?? -1;
}

describe("the score of any tallies", () => {
  it("is not raised by a failed object more, nor by a passed one that now fails", () => {
    fc.assert(
      fc.property(tallies, fc.nat(), (all, at) => {
        fc.pre(all.some(({ passed, failed, severity }) => passed + failed > 0 && severity !== "info"));
        expect(valueOf(changed(all, at, ({ failed }) => ({ failed: failed + 1 })))).toBeLessThanOrEqual(valueOf(all));
        const turned = changed(all, at, ({ passed, failed }) =>
          passed === 0 ? {} : { passed: passed - 1, failed: failed + 1 },
        );
        expect(valueOf(turned)).toBeLessThanOrEqual(valueOf(all));
      }),
    );
  });
  it("is not moved by the unknown, which lowers what is decided", () => {
    fc.assert(
      fc.property(tallies, fc.nat(), fc.integer({ min: 1, max: 1000 }), (all, at, more) => {
        const after = changed(all, at, ({ unknown }) => ({ unknown: unknown + more }));
        expect(scoreOf(after).value).toBe(scoreOf(all).value);
        expect(scoreOf(after).decided).toBeLessThanOrEqual(scoreOf(all).decided);
      }),
    );
  });
  it("is between 0 and 100, does not depend on the order, and is 100 only where nothing fails", () => {
    fc.assert(
      fc.property(tallies, (all) => {
        const { value = 0, decided } = scoreOf(all);
        expect(Math.min(value, decided)).toBeGreaterThanOrEqual(0);
        expect(Math.max(value, decided)).toBeLessThanOrEqual(100);
        expect(scoreOf([...all].reverse())).toEqual(scoreOf(all));
        if (value === 100) expect(all.every(({ failed, severity }) => failed === 0 || severity === "info")).toBe(true);
      }),
    );
  });
});

describe("the score of", () => {
  const row = (severity: Tally["severity"], passed: number, failed: number, unknown = 0): Tally => ({
    severity,
    examined: 0,
    passed,
    failed,
    unknown,
  });
  it.each<[string, Tally[], { value?: number; decided: number }]>([
    ["nothing", [], { decided: 0 }],
    ["only unknown", [row("high", 0, 0, 3)], { decided: 0 }],
    ["not applicable checks", [row("high", 0, 0)], { decided: 0 }],
    ["half of one check", [row("low", 1, 1)], { value: 50, decided: 100 }],
    ["weights of 10 and 1", [row("critical", 1, 0), row("low", 0, 1)], { value: 90.9, decided: 100 }],
    ["one failure among thousands", [row("low", 9999, 1)], { value: 99.9, decided: 100 }],
    ["information", [row("info", 0, 5)], { decided: 0 }],
    ["a third unseen", [row("low", 2, 0, 1)], { value: 100, decided: 66.6 }],
  ])("%s", (_what, all, expected) => expect(scoreOf(all)).toEqual(expected));
});

describe("the score of a scan", () => {
  const web = deployment({
    metadata: { name: "web" },
    spec: { template: { spec: { containers: [container({ securityContext: { privileged: true } })] } } },
  });
  const objects = [web, pod({ metadata: { name: "safe" } }), service(), serviceAccount(), clusterRoleBinding()];

  it("weighs objects, not findings", () => {
    // privileged (10): 1 of 2; unguarded (3): 0 of 1; bound (6): 0 of 1; undecided (1): nothing of 1.
    expect(scan(modelOf(objects), scanChecks, scanOptions).data.score).toEqual({ value: 26.3, decided: 95 });
  });
  it("is not moved by waivers or a baseline", () => {
    const waivers = parseWaivers('waivers: [{check: privileged, object: {name: "*"}, reason: r}]', "w.yaml");
    const plain = scan(modelOf(objects), scanChecks, scanOptions).data;
    const waived = scan(modelOf(objects), scanChecks, { ...scanOptions, waivers }).data;
    expect(waived.counts.suppressed).toBe(1);
    expect(waived.score).toEqual(plain.score);
  });
  it("keeps its value, and has less decided, where a part was seen in some namespaces only", () => {
    const traits = { partial: { "deployments.apps": ["other"] } } as const;
    expect(scan(modelOf([web], traits), scanChecks, scanOptions).data.score).toEqual({ value: 0, decided: 50 });
    expect(scan(modelOf([web]), scanChecks, scanOptions).data.score).toEqual({ value: 0, decided: 100 });
  });
  it("counts a check that could judge nothing as undecided", () => {
    expect(
      scan(modelOf([web], { missing: ["networkpolicies.networking.k8s.io"] }), scanChecks, scanOptions).data.score,
    ).toEqual({ value: 0, decided: 76.9 });
  });
});

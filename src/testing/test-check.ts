// The tester of checks: runs the cases, and rejects tests that could not fail (after ESLint's RuleTester).
import assert from "node:assert/strict";
import { runChecks, type Check, type CheckFinding, type CheckResult } from "../checking/index.ts";
import { applyPatch, describeObject } from "../core/index.ts";
import { objectOfRef } from "../kubernetes/index.ts";
import { findingIdentity, type ClusterModel, type PartName } from "../model/index.ts";
import { guardCases, type CheckCase, type ExpectedFinding } from "./check-case.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { modelOf, type ModelTraits } from "./model-of.ts";

/** The test runner's functions: vitest's, node:test's or jest's. */
export interface TestFunctions {
  readonly describe: (name: string, body: () => void) => void;
  readonly it: (name: string, body: () => void) => void;
}

const supported = { oldest: "1.28", newest: "1.37" } as const;

interface Ran {
  readonly model: ClusterModel;
  readonly result: CheckResult;
}

function run(check: Check, one: CheckCase, traits: ModelTraits = one, objects: readonly unknown[] = one.objects): Ran {
  const model = modelOf(objects, { ...one, ...traits });
  deepFreeze(model.parts);
  const [result] = runChecks(model, [check], { supported, options: { [check.id]: one.options ?? {} } });
  assert.ok(result !== undefined);
  return { model, result };
}

function describeFinding(finding: CheckFinding, like: ExpectedFinding | undefined): ExpectedFinding {
  const { message, outcome, severity, path, data } = finding;
  const all = { object: describeObject(finding.object), message, outcome, severity, path, data };
  const wanted = new Set(["object", "message", ...Object.keys(like ?? { path: true, outcome: true })]);
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => wanted.has(key) && value !== undefined),
  ) as unknown as ExpectedFinding;
}

function assertFindings(one: CheckCase, { result }: Ran): void {
  const expected = one.findings ?? [];
  assert.deepEqual(
    result.findings.map((finding, index) => describeFinding(finding, expected[index])),
    expected,
  );
  assert.equal(result.outcome, one.outcome, `outcome is ${result.outcome} (${result.reason ?? "no reason given"})`);
  for (const finding of result.findings) {
    assert.doesNotMatch(finding.text, /\{\w+\}/, `a placeholder of "${finding.message}" has no value: ${finding.text}`);
  }
}

function identities({ model, result }: Ran): string[] {
  return result.findings
    .map((finding) => `${findingIdentity(model, result.check.id, finding)}\n${finding.text}`)
    .sort();
}

function assertOrderDoesNotMatter(check: Check, one: CheckCase): void {
  const reversed = run(check, one, one, [...one.objects].reverse());
  assert.deepEqual(identities(reversed), identities(run(check, one)), "the order of objects changes the findings");
}

/** Applies each fix alone: its finding goes, the object stays valid, a second time changes nothing. */
function assertFixes(check: Check, one: CheckCase): void {
  const ran = run(check, one);
  for (const { fix, ...finding } of ran.result.findings) {
    if (fix === undefined) continue;
    const target = objectOfRef(fix.object);
    assert.ok(target !== undefined, "a fix names an object that is not in the model");
    const fixed = applyPatch(target, fix.patch);
    assert.notDeepEqual(fixed, target, "the fix changes nothing");
    const objects = Object.values(ran.model.parts).flatMap(({ objects: all }) => all as readonly object[]);
    const inModel = objects.filter((object) => "kind" in object).map((object) => (object === target ? fixed : object));
    const again = run(check, one, one, inModel);
    const identity = findingIdentity(ran.model, check.id, finding);
    const left = again.result.findings
      .filter(({ outcome }) => outcome === "fail")
      .map((other) => findingIdentity(again.model, check.id, other));
    assert.ok(!left.includes(identity), `the fix does not make the finding go away: ${finding.text}`);
    assert.equal(
      again.result.findings.filter(({ outcome }) => outcome === "fail").length < ran.result.findings.length,
      true,
      "the fix opens another finding",
    );
  }
}

function assertUnseenIsUnknown(check: Check, cases: readonly CheckCase[]): void {
  const base = cases.find((one) => one.outcome === "pass" && one.missing === undefined && one.partial === undefined);
  assert.ok(base !== undefined, "no passing case with everything collected");
  for (const part of new Set(check.reads.map((read): PartName => read.part))) {
    const { result } = run(check, base, { missing: [part] });
    assert.equal(result.outcome, "unknown", `with ${part} not collected the outcome is ${result.outcome}`);
  }
}

/** Tests a check with cases and with the guards of {@link guardCases}; call it at the top of `<check>.test.ts`. */
export function testCheck<M extends string, Opt extends object>(
  definition: Check<M, Opt>,
  cases: readonly CheckCase<M>[],
  { describe, it }: TestFunctions,
): void {
  const check = definition as unknown as Check;
  describe(check.id, () => {
    it("has cases that can fail", () => guardCases(check, cases));
    it("says unknown when a part it reads was not collected", () => assertUnseenIsUnknown(check, cases));
    for (const one of cases) {
      it(`${one.outcome}: ${one.name}`, () => {
        assertFindings(one, run(check, one));
        assertOrderDoesNotMatter(check, one);
        assertFixes(check, one);
      });
    }
  });
}

// Cases of a check's test, and the guards that keep them honest.
import assert from "node:assert/strict";
import type { Check } from "../checking/index.ts";
import type { Outcome, Severity } from "../core/index.ts";
import type { RawObject } from "./builders.ts";
import type { ModelTraits } from "./model-of.ts";

/** A finding as a case expects it; what is not named is not compared, but message and object always are. */
export interface ExpectedFinding<M extends string = string> {
  /** `Deployment shop/web` */
  readonly object: string;
  readonly message: M;
  readonly outcome?: "pass" | "fail" | "unknown";
  readonly severity?: Severity;
  readonly path?: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

/** One case: objects, and everything the check says of them, in order. */
export interface CheckCase<M extends string = string> extends ModelTraits {
  readonly name: string;
  readonly objects: readonly RawObject[];
  readonly outcome: Outcome;
  readonly findings?: readonly ExpectedFinding<M>[];
  readonly options?: Readonly<Record<string, unknown>>;
  /** Shown as an example on the check's page. */
  readonly docs?: true;
}

/** Rejects a list of cases that cannot show the check to be right: see DESIGN, testCheck. */
export function guardCases(check: Check, cases: readonly CheckCase[]): void {
  const names = new Set<string>();
  const inputs = new Map<string, string>();
  for (const one of cases) {
    assert.ok(!names.has(one.name), `two cases are called "${one.name}"`);
    names.add(one.name);
    const { name, docs: _docs, findings: _findings, outcome: _outcome, ...input } = one;
    const text = JSON.stringify(input);
    assert.ok(!inputs.has(text), `the cases "${name}" and "${inputs.get(text)}" have the same input`);
    inputs.set(text, name);
  }
  for (const outcome of ["pass", "fail"] as const) {
    assert.ok(
      cases.some((one) => one.outcome === outcome),
      `no case with outcome ${outcome}`,
    );
  }
  assert.ok(
    cases.some((one) => one.docs === true && one.outcome === "fail"),
    "no failing case is an example for the docs (docs: true)",
  );
  const reached = new Set(cases.flatMap((one) => (one.findings ?? []).map(({ message }) => message)));
  for (const message of Object.keys(check.messages))
    assert.ok(reached.has(message), `no case reaches the message "${message}"`);
  for (const message of reached)
    assert.ok(Object.hasOwn(check.messages, message), `the check has no message "${message}"`);
}

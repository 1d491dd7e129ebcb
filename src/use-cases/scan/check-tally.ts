// How many objects passed, failed or stayed undecided under one check.
import type { Check, CheckResult } from "../../checking/index.ts";
import { objectKey, type Severity } from "../../core/index.ts";
import type { ClusterModel } from "../../model/index.ts";

/** Objects by outcome; an object that fails in one place has failed. */
export interface Tally {
  readonly severity: Severity;
  readonly examined: number;
  readonly passed: number;
  readonly failed: number;
  readonly unknown: number;
}

/** Whether nothing a check reads was refused or left out; files given are what they are. */
export function seesAll(model: ClusterModel, check: Check): boolean {
  return check.reads.every(({ part }) => !["partial", "not-collected"].includes(model.parts[part].status));
}

/**
 * The tally of a result. Where something the check reads was not seen, at least one object is undecided, though nobody
 * knows how many there are.
 */
export function tallyOf(model: ClusterModel, result: CheckResult): Tally {
  const outcomes = new Map<string, "pass" | "fail" | "unknown">();
  for (const { object, outcome } of result.findings) {
    const key = objectKey(object);
    const known = outcomes.get(key);
    if (known !== "fail" && (known !== "unknown" || outcome === "fail")) outcomes.set(key, outcome);
  }
  let [failed, undecided] = [0, 0];
  for (const outcome of outcomes.values()) {
    if (outcome === "fail") failed++;
    else if (outcome === "unknown") undecided++;
  }
  const examined = Math.max(result.examined, outcomes.size);
  const isBlind =
    result.outcome === "unknown" || (result.outcome !== "not-applicable" && !seesAll(model, result.check));
  return {
    severity: result.check.severity,
    examined,
    passed: examined - failed - undecided,
    failed,
    unknown: Math.max(undecided + result.unseen, isBlind ? 1 : 0),
  };
}

// What a report says of each check, and how many findings there are.
import type { CheckResult } from "../../checking/index.ts";
import type { ReportCheck, ReportCounts, ReportFinding, Outcome, Severity } from "../../core/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import type { CheckInfo } from "./check-info.ts";
import type { Tally } from "./check-tally.ts";
import { inputReadable } from "./input-readable.ts";
import { compareText } from "./report-order.ts";
import type { ScanOptions } from "./scan-options.ts";

type Summary = Pick<ReportCheck, "outcome" | "reason"> & Pick<Tally, "examined" | "failed" | "unknown">;

function reportCheck(check: CheckInfo, summary: Summary, frameworks: readonly string[]): ReportCheck {
  const { id, title, domain, severity, rationale, remediation, references } = check;
  const { outcome, examined, failed, unknown, reason } = summary;
  const counts = { outcome, examined, failed, unknown, ...(reason === undefined ? {} : { reason }) };
  return { id, title, domain, severity, ...counts, rationale, remediation, references, frameworks };
}

function inputCheck(model: ClusterModel, objects: number): ReportCheck {
  const failed = model.problems.length;
  const outcome = failed > 0 ? "fail" : "pass";
  return reportCheck(inputReadable, { outcome, examined: objects + failed, failed, unknown: 0 }, []);
}

function summaryOf({ outcome, reason, remedy }: CheckResult, { examined, failed, unknown }: Tally): Summary {
  const text = [reason, remedy].filter((part) => part !== undefined).join("; ");
  return { outcome, examined, failed, unknown, ...(text === "" ? {} : { reason: text }) };
}

/** The checks that ran, by id, and the built-in check of the input. `objects` is how many the input holds. */
export function reportChecks(
  model: ClusterModel,
  tallies: ReadonlyMap<CheckResult, Tally>,
  objects: number,
  frameworksOf: ScanOptions["frameworksOf"],
): ReportCheck[] {
  const checks = Array.from(tallies, ([result, tally]) =>
    reportCheck(result.check as CheckInfo, summaryOf(result, tally), frameworksOf(result.check.id)),
  );
  return [...checks, inputCheck(model, objects)].sort((a, b) => compareText(a.id, b.id));
}

/** Numbers of a report: findings that are suppressed are in `suppressed` and nowhere else. */
export function countsOf(
  findings: readonly ReportFinding[],
  checks: readonly ReportCheck[],
  objects: number,
): ReportCounts {
  const bySeverity: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const byOutcome = { fail: 0, pass: 0, unknown: 0 };
  const ofChecks: Record<Outcome, number> = { pass: 0, fail: 0, unknown: 0, "not-applicable": 0 };
  let suppressed = 0;
  for (const { outcome, severity, suppression } of findings) {
    if (suppression !== undefined) suppressed++;
    else {
      byOutcome[outcome]++;
      if (outcome === "fail") bySeverity[severity]++;
    }
  }
  for (const { outcome } of checks) ofChecks[outcome]++;
  return { bySeverity, ...byOutcome, suppressed, objects, checks: ofChecks };
}

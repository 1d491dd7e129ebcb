// Marks the findings a baseline already had, and tells which of its findings are gone.
import type { BaselineEntry, BaselineSummary, ReportFinding } from "../../core/index.ts";
import type { Baseline } from "./baseline.ts";
import type { KnownChecks } from "./known-checks.ts";

/** The findings, those of the baseline suppressed, and what became of the baseline. */
export interface BaselineResult {
  readonly findings: readonly ReportFinding[];
  readonly summary: BaselineSummary;
}

/** What was undecided when the baseline was written does not excuse a failure now. */
function covers(entry: BaselineEntry | undefined, finding: ReportFinding): boolean {
  return entry !== undefined && (entry.outcome === "fail" || finding.outcome === "unknown");
}

/**
 * A waived finding stays waived, and is not gone; nor is one whose check did not run or could not see everything.
 * Linear in findings and entries.
 */
export function applyBaseline(
  findings: readonly ReportFinding[],
  baseline: Baseline,
  known: KnownChecks,
): BaselineResult {
  const entries = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry]));
  const left = new Set(entries.keys());
  let matched = 0;
  const marked = findings.map((finding): ReportFinding => {
    if (finding.outcome === "pass") return finding;
    left.delete(finding.fingerprint);
    if (finding.suppression !== undefined || !covers(entries.get(finding.fingerprint), finding)) return finding;
    matched++;
    return { ...finding, suppression: { kind: "baseline", reason: "in the baseline" } };
  });
  const gone = [...entries.values()].filter(({ fingerprint, check }) => {
    const id = known.idOf(check);
    return left.has(fingerprint) && (id === undefined || known.wasDecided(id));
  });
  return { findings: marked, summary: { entries: entries.size, matched, gone } };
}

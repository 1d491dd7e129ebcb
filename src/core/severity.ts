// Severities of findings, in order of how soon they should be dealt with.

/** How much harm a finding can do, before exposure and privilege of the object are known. */
export type Severity = "critical" | "high" | "medium" | "low" | "info";

/** All severities, worst first. */
export const severities: readonly Severity[] = ["critical", "high", "medium", "low", "info"];

/** 4 for critical down to 0 for info. */
export function severityRank(severity: Severity): number {
  return severities.length - 1 - severities.indexOf(severity);
}

/** Whether `severity` is `threshold` or worse. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return severityRank(severity) >= severityRank(threshold);
}

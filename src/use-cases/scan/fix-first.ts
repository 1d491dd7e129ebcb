// Which repairs to make first: the changes that take most weight off the report.
import { objectKey, type FixFirst, type ReportFinding } from "../../core/index.ts";
import { compareText } from "./report-order.ts";

interface Group {
  readonly key: string;
  readonly first: ReportFinding;
  rank: number;
  findings: number;
}

function groupByOwner(findings: readonly ReportFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    if (finding.outcome !== "fail" || finding.suppression !== undefined) continue;
    const key = `${finding.check}\n${objectKey(finding.owner)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { key, first: finding, rank: finding.rank, findings: 1 });
    else {
      known.rank += finding.rank;
      known.findings++;
    }
  }
  return [...groups.values()];
}

/**
 * The `limit` best steps: one check on one owner each, ordered by the sum of the ranks they take away. `findings` come
 * in the order of the report, so the first of a group is its worst. `remediationOf` gives a check's remedy.
 */
export function fixFirst(
  findings: readonly ReportFinding[],
  remediationOf: (check: string) => string,
  limit = 10,
): FixFirst[] {
  return groupByOwner(findings)
    .sort((a, b) => b.rank - a.rank || compareText(a.key, b.key))
    .slice(0, limit)
    .map(({ first, rank, findings: count }) => ({
      check: first.check,
      title: first.title,
      owner: first.owner,
      message: first.message,
      severity: first.severity,
      rank: Math.round(rank * 10) / 10,
      rankReasons: first.rankReasons,
      remediation: remediationOf(first.check),
      findings: count,
      ...(first.location === undefined ? {} : { location: first.location }),
    }));
}

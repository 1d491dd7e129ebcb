// Which repairs to make first: the changes that take most weight off the report.
import { objectKey, type FixFirst, type ReportFinding } from "../../core/index.ts";
import { compareText } from "./report-order.ts";

interface Group {
  readonly key: string;
  readonly first: ReportFinding;
  readonly checks: Set<string>;
  rank: number;
  findings: number;
}

/** What one change repairs: a check on an owner, but for roles a rule, which many checks may be about. */
function stepOf({ check, owner, path = "" }: ReportFinding): string {
  return owner.kind === "Role" || owner.kind === "ClusterRole" ? `rule ${path}` : check;
}

function groupByOwner(findings: readonly ReportFinding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    if (finding.outcome !== "fail" || finding.suppression !== undefined) continue;
    const key = `${stepOf(finding)}\n${objectKey(finding.owner)}`;
    const known = groups.get(key);
    if (known === undefined)
      groups.set(key, { key, first: finding, checks: new Set([finding.check]), rank: finding.rank, findings: 1 });
    else {
      known.checks.add(finding.check);
      known.rank += finding.rank;
      known.findings++;
    }
  }
  return [...groups.values()];
}

/** One check's remedy would close its own findings only. */
function remedyOf({ first, checks }: Group, remediationOf: (check: string) => string): string {
  if (checks.size === 1) return remediationOf(first.check);
  const ids = [...checks].sort().join(", ");
  return `Leave in ${first.path ?? "the role"} only what its holders need. These checks are about it: ${ids}.`;
}

/**
 * The `limit` best steps: one check on one owner each, or one rule of a role, ordered by the sum of the ranks they take away. `findings` come
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
    .map((group) => ({ ...group, remediation: remedyOf(group, remediationOf) }))
    .map(({ first, rank, findings: count, remediation }) => ({
      check: first.check,
      title: first.title,
      owner: first.owner,
      message: first.message,
      severity: first.severity,
      rank: Math.round(rank * 10) / 10,
      rankReasons: first.rankReasons,
      remediation,
      findings: count,
      ...(first.location === undefined ? {} : { location: first.location }),
    }));
}

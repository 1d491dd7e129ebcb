// Which repairs to make first: the changes that take most weight off the report.
import { objectKey, type FixFirst, type ReportFinding } from "../../core/index.ts";
import { compareText } from "./report-order.ts";

interface Group {
  readonly step: string;
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
  const steps = new Map<string, Map<string, Group>>();
  const groups: Group[] = [];
  for (const finding of findings) {
    if (finding.outcome !== "fail" || finding.suppression !== undefined) continue;
    const step = stepOf(finding);
    const owner = objectKey(finding.owner);
    let owners = steps.get(step);
    if (owners === undefined) steps.set(step, (owners = new Map<string, Group>()));
    let group = owners.get(owner);
    if (group === undefined) {
      group = { step, first: finding, checks: new Set(), rank: 0, findings: 0 };
      owners.set(owner, group);
      groups.push(group);
    }
    group.checks.add(finding.check);
    group.rank += finding.rank;
    group.findings++;
  }
  return groups;
}

function compareGroups(a: Group, b: Group): number {
  return (
    b.rank - a.rank || compareText(a.step, b.step) || compareText(objectKey(a.first.owner), objectKey(b.first.owner))
  );
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
    .sort(compareGroups)
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

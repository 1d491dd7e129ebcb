// The order of findings: what matters most first, equal in every run.
import { objectKey, type ReportFinding } from "../../core/index.ts";

/** Order of texts by code unit: the same everywhere, whatever the language of the machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function placeOf({ check, owner, object, path = "", messageId }: ReportFinding): string {
  return [check, objectKey(owner), objectKey(object), path, messageId].join("\n");
}

/** Rank (highest first), then check, then object, path, message and line. */
export function sortFindings(findings: readonly ReportFinding[]): ReportFinding[] {
  return findings
    .map((finding) => ({ finding, place: placeOf(finding) }))
    .sort(
      ({ finding: a, place: atA }, { finding: b, place: atB }) =>
        b.rank - a.rank ||
        compareText(atA, atB) ||
        (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
        compareText(a.fingerprint, b.fingerprint),
    )
    .map(({ finding }) => finding);
}

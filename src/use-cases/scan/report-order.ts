// The order of findings: what matters most first, equal in every run.
import { objectKey, type ReportFinding } from "../../core/index.ts";

/** Order of texts by code unit: the same everywhere, whatever the language of the machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareFindings(a: ReportFinding, b: ReportFinding): number {
  return (
    b.rank - a.rank ||
    compareText(a.check, b.check) ||
    compareText(objectKey(a.owner), objectKey(b.owner)) ||
    compareText(objectKey(a.object), objectKey(b.object)) ||
    compareText(a.path ?? "", b.path ?? "") ||
    compareText(a.messageId, b.messageId) ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

/** Rank (highest first), then check, then object, path, message and line. */
export function sortFindings(findings: readonly ReportFinding[]): ReportFinding[] {
  return [...findings].sort(compareFindings);
}

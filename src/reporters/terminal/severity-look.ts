// How severities and outcomes are named and coloured in the terminal.
import { severities, type ReportFinding, type Severity } from "../../core/index.ts";
import type { Style } from "./paint.ts";

const styles: Readonly<Record<Severity, Style>> = {
  critical: "critical",
  high: "bad",
  medium: "warning",
  low: "accent",
  info: "muted",
};

/** The colour of a severity. */
export function severityStyle(severity: Severity): Style {
  return styles[severity];
}

/** The word before a finding and its colour: its severity when it fails, else what became of it. */
export function findingLabel(finding: ReportFinding): { readonly label: string; readonly style: Style } {
  if (finding.suppression !== undefined) {
    return { label: finding.suppression.kind === "waiver" ? "waived" : "baseline", style: "muted" };
  }
  if (finding.outcome === "fail") return { label: finding.severity, style: severityStyle(finding.severity) };
  return finding.outcome === "pass" ? { label: "pass", style: "good" } : { label: "unknown", style: "warning" };
}

/** `2 critical, 1 high, 1 unknown`: what is open among findings. */
export function openCounts(findings: readonly ReportFinding[]): string {
  const open = findings.filter(({ suppression }) => suppression === undefined);
  const parts = severities.map((severity): [number, string] => [
    open.filter((finding) => finding.outcome === "fail" && finding.severity === severity).length,
    severity,
  ]);
  parts.push([open.filter(({ outcome }) => outcome === "unknown").length, "unknown"]);
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(", ");
}

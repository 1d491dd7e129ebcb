// The top of a report: what was scanned, the score, the counts.
import { severities, type Report, type ScannedInput } from "../../core/index.ts";
import { paragraph, type Page } from "./page.ts";
import { severityStyle } from "./severity-look.ts";

const inputNames: Readonly<Record<ScannedInput["kind"], string>> = {
  cluster: "Cluster",
  manifests: "Manifests",
  snapshot: "Snapshot",
  sample: "Sample cluster",
};

const versionReasons: Readonly<Record<ScannedInput["versionSource"], string>> = {
  server: "as the server says",
  flag: "as --kubernetes-version says",
  "newest-supported": "the newest known; --kubernetes-version changes it",
};

/** `1 object`, `2 objects`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function severityCounts(page: Page, report: Report): string {
  const parts = severities
    .filter((severity) => report.counts.bySeverity[severity] > 0)
    .map((severity) => page.paint(severityStyle(severity), `${report.counts.bySeverity[severity]} ${severity}`));
  return parts.length === 0 ? page.paint("good", "none") : parts.join("  ");
}

function countLine(page: Page, report: Report): string {
  const { unknown, suppressed, pass } = report.counts;
  const parts = [`Failing: ${severityCounts(page, report)}`];
  const undecided = report.counts.checks.unknown;
  if (unknown > 0) parts.push(page.paint("warning", `not decided: ${unknown}`));
  if (undecided > 0) parts.push(page.paint("warning", `${counted(undecided, "check")} undecided`));
  if (suppressed > 0) parts.push(`excused: ${suppressed}`);
  parts.push(page.paint("good", `passing: ${pass}`));
  return `${parts.join(page.paint("muted", "  ·  "))}\n`;
}

function scoreLine(page: Page, { score }: Report): string {
  if (score.value === undefined) return `${page.paint("warning", "No score: nothing could be decided")}\n`;
  const decided = `from the ${score.decided.toFixed(1)} % that could be decided`;
  return `${page.paint("strong", `Score ${score.value.toFixed(1)} of 100`)}, ${decided}\n`;
}

/** What was scanned, in three or four lines. */
export function* reportHeader(page: Page, report: Report): Iterable<string> {
  const { input, counts, tool, asOf } = report;
  const checks = Object.values(counts.checks).reduce((sum, count) => sum + count, 0);
  yield paragraph(page, `${inputNames[input.kind]} ${input.label}`, { style: "strong" });
  const version = `Kubernetes ${input.version} (${versionReasons[input.versionSource]})`;
  const size = `${counted(input.objects, "object")}, ${counted(input.namespaces, "namespace")}, ${counted(checks, "check")}`;
  const time = asOf === undefined ? "" : ` · as of ${asOf}`;
  yield paragraph(page, `${size} · ${version}${time} · plimsoll ${tool.version}`, { style: "muted" });
  yield "\n";
  yield scoreLine(page, report);
  yield countLine(page, report);
}

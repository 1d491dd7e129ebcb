// The top of a report: what was scanned, the score, the counts.
import { severities, type Report, type ScannedInput } from "../../core/index.ts";
import { paragraph, type Page } from "./page.ts";
import type { Style } from "./paint.ts";
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

/** A phrase of the count line. */
type Phrase = readonly [text: string, style: Style | undefined];

function countPhrases({ counts }: Report): Phrase[] {
  const undecided = counts.checks.unknown;
  const failing = severities
    .filter((severity) => counts.bySeverity[severity] > 0)
    .map((severity): Phrase => [`${counts.bySeverity[severity]} ${severity}`, severityStyle(severity)]);
  return [
    ["Failing:", undefined],
    ...(failing.length === 0 ? [["none", "good"] as const] : failing),
    ...(counts.unknown > 0 ? [[`· ${counts.unknown} not decided`, "warning"] as const] : []),
    ...(undecided > 0 ? [[`· ${counted(undecided, "check")} undecided`, "warning"] as const] : []),
    ...(counts.suppressed > 0 ? [[`· ${counts.suppressed} excused`, "muted"] as const] : []),
    [`· ${counts.pass} passing`, "good"],
  ];
}

/** Phrases one after the other, on as many lines as they need. */
function* countLines(page: Page, report: Report): Iterable<string> {
  let line = "";
  let used = 0;
  for (const [text, style] of countPhrases(report)) {
    if (used > 0 && used + 2 + text.length > page.width) {
      yield `${line}\n`;
      [line, used] = ["", 0];
    }
    line += `${used > 0 ? "  " : ""}${page.paint(style, text)}`;
    used += text.length + (used > 0 ? 2 : 0);
  }
  yield `${line}\n`;
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
  yield* countLines(page, report);
}

// A scan report as a document, for places that draw documents and not reports.
import {
  describeObject,
  formatLocation,
  severities,
  type Block,
  type Cell,
  type CoverageGap,
  type Document,
  type Report,
  type ReportFinding,
  type Severity,
} from "../../core/index.ts";

const tones: Readonly<Record<Severity, NonNullable<Cell["tone"]>>> = {
  critical: "bad",
  high: "bad",
  medium: "warning",
  low: "muted",
  info: "muted",
};

function findingRow({ severity, outcome, owner, message, check, location }: ReportFinding): Cell[] {
  const place = location === undefined ? "" : formatLocation(location);
  return [
    outcome === "unknown" ? { text: "unknown", tone: "muted" } : { text: severity, tone: tones[severity] },
    { text: describeObject(owner) },
    { text: message },
    { text: check, tone: "muted" },
    { text: place, tone: "muted" },
  ];
}

function section(title: string, blocks: readonly Block[]): readonly Block[] {
  return [{ type: "heading", level: 2, text: title }, ...blocks];
}

function summary({ score, counts, input }: Report): Block {
  const value = score.value === undefined ? "nothing could be decided" : `score ${score.value} of 100`;
  const numbers = severities.map((severity) => `${counts.bySeverity[severity]} ${severity}`).join(", ");
  const text = `${input.label}: ${value} (${score.decided} % decided); ${numbers}; ${counts.unknown} unknown, ${counts.suppressed} suppressed.`;
  return { type: "paragraph", text };
}

function steps({ fixFirst }: Report): readonly Block[] {
  if (fixFirst.length === 0) return [];
  const items = fixFirst.map(({ owner, title, remediation }) => `${describeObject(owner)}: ${title}. ${remediation}`);
  return section("Fix these first", [{ type: "list", items }]);
}

function table({ findings }: Report): readonly Block[] {
  const shown = findings.filter(({ outcome, suppression }) => outcome !== "pass" && suppression === undefined);
  if (shown.length === 0) return [];
  const columns = ["severity", "object", "finding", "check", "place"];
  return section("Findings", [{ type: "table", columns, rows: shown.map(findingRow) }]);
}

function gapText({ part, reason, remedy, namespaces }: CoverageGap): string {
  const where = namespaces === undefined ? "" : ` in ${namespaces.join(", ")}`;
  return `${part}${where}: ${reason}; ${remedy}`;
}

function remarks(title: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : section(title, [{ type: "list", items }]);
}

/** The report in five sections; those with nothing to say are left out. */
export function scanDocument(report: Report): Document {
  const blocks = [
    summary(report),
    ...steps(report),
    ...table(report),
    ...remarks("Not seen", report.coverage.map(gapText)),
    ...remarks(
      "Waivers",
      report.waivers.map(({ text }) => text),
    ),
  ];
  return { title: "Scan report", blocks };
}

// Findings gathered under their owner or their check; long groups are capped unless everything was asked for.
import {
  describeObject,
  formatLocation,
  objectKey,
  type Evidence,
  type Report,
  type ReportFinding,
} from "../../core/index.ts";
import type { ReporterOptions } from "../reporter.ts";
import { paragraph, sectionHeading, type Page } from "./page.ts";
import { counted } from "./report-header.ts";
import { findingLabel, openCounts } from "./severity-look.ts";

const mostGroups = 40;
const mostInGroup = 8;
const indent = 12;

type GroupBy = ReporterOptions["groupBy"];

function isShown(page: Page, finding: ReportFinding): boolean {
  return page.verbose || (finding.outcome !== "pass" && finding.suppression === undefined);
}

function groups(findings: readonly ReportFinding[], groupBy: GroupBy): Map<string, ReportFinding[]> {
  const found = new Map<string, ReportFinding[]>();
  for (const finding of findings) {
    const key = groupBy === "owner" ? objectKey(finding.owner) : finding.check;
    const group = found.get(key);
    if (group === undefined) found.set(key, [finding]);
    else group.push(finding);
  }
  return found;
}

function evidenceText(evidence: Evidence): string {
  const place = [evidence.object === undefined ? "" : describeObject(evidence.object), evidence.path ?? ""];
  const where = place.filter((part) => part !== "").join(" ");
  return where === "" ? evidence.text : `${evidence.text} (${where})`;
}

function* details(page: Page, finding: ReportFinding): Iterable<string> {
  for (const evidence of finding.evidence) {
    yield paragraph(page, evidenceText(evidence), { indent: indent + 9, label: `${" ".repeat(indent)}because` });
  }
  if (finding.rankReasons.length > 0) {
    yield paragraph(page, finding.rankReasons.join(", "), { indent: indent + 9, label: `${" ".repeat(indent)}worse` });
  }
  if (finding.fix?.note !== undefined) {
    yield paragraph(page, finding.fix.note, { indent: indent + 9, label: `${" ".repeat(indent)}mind` });
  }
  if (finding.suppression !== undefined) {
    const until = finding.suppression.expires === undefined ? "" : `, until ${finding.suppression.expires}`;
    yield paragraph(page, `${finding.suppression.reason}${until}`, {
      indent: indent + 9,
      label: `${" ".repeat(indent)}excused`,
    });
  }
}

function* entry(page: Page, finding: ReportFinding, groupBy: GroupBy): Iterable<string> {
  const { label, style } = findingLabel(finding);
  const own = objectKey(finding.object) === objectKey(finding.owner) && groupBy === "owner";
  const about = own ? "" : `${describeObject(finding.object)}: `;
  yield paragraph(page, `${about}${finding.message}`, { indent, label: `  ${label}`, labelStyle: style });
  const facts = [
    groupBy === "owner" ? finding.check : "",
    finding.path ?? "",
    finding.location === undefined ? "" : formatLocation(finding.location),
    finding.pods === undefined || finding.pods < 2 ? "" : counted(finding.pods, "pod"),
  ].filter((fact) => fact !== "");
  if (facts.length > 0) yield paragraph(page, facts.join(" · "), { indent, style: "muted" });
  if (page.verbose) yield* details(page, finding);
}

function groupHeading(page: Page, first: ReportFinding, group: readonly ReportFinding[], groupBy: GroupBy): string {
  const open = openCounts(group);
  const name = groupBy === "owner" ? describeObject(first.owner) : `${first.title} (${first.check})`;
  return `\n${paragraph(page, open === "" ? name : `${name} — ${open}`, { style: "strong" })}`;
}

/** The findings, best first, each group under its heading. */
export function* findingGroups(page: Page, report: Report, groupBy: GroupBy): Iterable<string> {
  const shown = report.findings.filter((finding) => isShown(page, finding));
  if (shown.length === 0) return;
  yield sectionHeading(page, groupBy === "owner" ? "Findings by owner" : "Findings by check");
  const all = [...groups(shown, groupBy).values()];
  const drawn = page.verbose ? all : all.slice(0, mostGroups);
  for (const group of drawn) {
    const [first] = group;
    if (first === undefined) continue;
    yield groupHeading(page, first, group, groupBy);
    const entries = page.verbose ? group : group.slice(0, mostInGroup);
    for (const finding of entries) yield* entry(page, finding, groupBy);
    const rest = group.length - entries.length;
    if (rest > 0) yield paragraph(page, `… and ${rest} more (-v shows all)`, { indent, style: "muted" });
  }
  const left = all.slice(drawn.length);
  if (left.length === 0) return;
  const hidden = counted(
    left.reduce((sum, group) => sum + group.length, 0),
    "finding",
  );
  yield `\n${paragraph(page, `… and ${hidden} of ${counted(left.length, groupBy)} more (-v shows all)`, { style: "muted" })}`;
}

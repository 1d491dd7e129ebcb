// "Fix these first": the ten steps that close the most dangerous findings.
import { describeObject, formatLocation, type FixFirst, type Report } from "../../core/index.ts";
import { pad } from "./wrap.ts";
import { paragraph, sectionHeading, type Page } from "./page.ts";
import { counted } from "./report-header.ts";
import { severityStyle } from "./severity-look.ts";

const shown = 10;
const indent = 14;

function* step(page: Page, fix: FixFirst, number: number): Iterable<string> {
  const label = `${String(number).padStart(2)}  ${pad(fix.severity, indent - 4)}`;
  const place = fix.location === undefined ? "" : ` · ${formatLocation(fix.location)}`;
  const closes = fix.findings === 1 ? "" : ` · closes ${counted(fix.findings, "finding")}`;
  yield paragraph(page, `${describeObject(fix.owner)}: ${fix.message}`, {
    indent,
    label,
    labelStyle: severityStyle(fix.severity),
  });
  if (fix.rankReasons.length > 0) yield paragraph(page, `Why first: ${fix.rankReasons.join(", ")}`, { indent });
  yield paragraph(page, fix.remediation, { indent, label: "", style: "good" });
  yield paragraph(page, `${fix.check}${place}${closes}`, { indent, style: "muted" });
}

/** The section, or nothing when nothing fails. */
export function* fixFirst(page: Page, report: Report): Iterable<string> {
  const steps = report.fixFirst.slice(0, shown);
  if (steps.length === 0) return;
  yield sectionHeading(page, "Fix these first");
  for (const [index, fix] of steps.entries()) yield* step(page, fix, index + 1);
}

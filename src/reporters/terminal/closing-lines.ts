// The end of a report: broken input, waivers to look at, what was not seen, what to do next.
import {
  describeObject,
  formatLocation,
  plainText,
  type CoverageGap,
  type Report,
  type ReportProblem,
} from "../../core/index.ts";
import { paragraph, sectionHeading, type Page } from "./page.ts";
import { counted } from "./report-header.ts";

const mostNamed = 6;
const mostProblems = 20;

function problemText(problem: ReportProblem): string {
  const place = problem.location === undefined ? "" : `${formatLocation(problem.location)}: `;
  const object = problem.object === undefined ? "" : `${describeObject(problem.object)}: `;
  return `${place}${object}${problem.message}`;
}

/** Documents and objects that could not be used, with file and line. */
export function* problems(page: Page, report: Report): Iterable<string> {
  if (report.problems.length === 0) return;
  yield sectionHeading(page, "Could not be used");
  const shown = page.verbose ? report.problems : report.problems.slice(0, mostProblems);
  for (const problem of shown) {
    yield paragraph(page, problemText(problem), { indent: 4, label: "  ✗", labelStyle: "bad" });
  }
  const rest = report.problems.length - shown.length;
  if (rest > 0) yield paragraph(page, `… and ${rest} more (-v shows all)`, { indent: 4, style: "muted" });
}

/** Waivers that have expired, excuse nothing, or cannot be read. */
export function* waivers(page: Page, report: Report): Iterable<string> {
  if (report.waivers.length === 0) return;
  yield sectionHeading(page, "Waivers to look at");
  for (const { kind, text, location } of report.waivers) {
    const place = location === undefined ? "" : `${formatLocation(location)}: `;
    yield paragraph(page, `${place}${text}`, { indent: 12, label: `  ${kind}`, labelStyle: "warning" });
  }
}

function gapName({ part, namespaces, status }: CoverageGap): string {
  if (namespaces === undefined || namespaces.length === 0) return status === "partial" ? `${part} (partly)` : part;
  return `${part} (${counted(namespaces.length, "namespace")})`;
}

function coverageSentence(gaps: readonly CoverageGap[]): string {
  const names = gaps.slice(0, mostNamed).map(gapName);
  if (gaps.length > mostNamed) names.push(`${gaps.length - mostNamed} more`);
  const remedies = [...new Set(gaps.map(({ remedy }) => remedy))];
  const others = remedies.length > 1 ? ` (-v lists ${counted(remedies.length - 1, "other way")})` : "";
  return `Not seen: ${names.join(", ")}. To let me see it: ${remedies[0] ?? ""}${others}`;
}

/** One line: what was not seen and how to let it be seen; each gap with its reason when everything was asked for. */
export function* coverage(page: Page, report: Report): Iterable<string> {
  yield "\n";
  if (report.coverage.length === 0) {
    yield paragraph(page, "Everything the checks read was seen.", { style: "good" });
    return;
  }
  yield paragraph(page, coverageSentence(report.coverage), { style: "warning" });
  if (!page.verbose) return;
  for (const gap of report.coverage) {
    const where = gap.namespaces === undefined ? "" : ` in ${gap.namespaces.join(", ")}`;
    yield paragraph(page, `${gap.part}${where}: ${gap.reason}; ${gap.remedy}`, { indent: 4, label: "  –" });
  }
}

/** Checks that could not be decided as a whole, with the reason, when everything was asked for. */
export function* undecidedChecks(page: Page, report: Report): Iterable<string> {
  const checks = report.checks.filter(({ outcome }) => outcome === "unknown");
  if (!page.verbose || checks.length === 0) return;
  yield sectionHeading(page, "Checks that could not be decided");
  for (const { id, title, reason = "" } of checks) {
    yield paragraph(page, `${title} (${id}): ${reason}`, { indent: 4, label: "  ?", labelStyle: "warning" });
  }
}

/** What to do next. */
export function* hints(page: Page, report: Report): Iterable<string> {
  const first = report.fixFirst[0] ?? report.findings.find(({ outcome }) => outcome !== "pass");
  if (first === undefined) return;
  yield "\n";
  const url = report.checks.find(({ id }) => id === first.check)?.references[0];
  const explain = `plimsoll explain ${plainText(first.check)}`;
  yield `${page.paint.link(url, page.paint("accent", explain))}\n`;
  yield paragraph(page, "why it matters, what is looked at, how to fix it", { indent: 4, style: "muted" });
  if (page.verbose) return;
  yield `${page.paint("accent", "plimsoll scan -v")}\n`;
  yield paragraph(page, "evidence of every finding, passes and excused findings too", { indent: 4, style: "muted" });
}

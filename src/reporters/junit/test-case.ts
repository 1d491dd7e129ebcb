// The cases of a JUnit suite.
import {
  describeObject,
  formatLocation,
  type ReportCheck,
  type ReportFinding,
  type ReportProblem,
} from "../../core/index.ts";
import { attributes, textContent } from "./xml.ts";

/** What JUnit knows of a case. */
export type Verdict = "pass" | "failure" | "skipped";

/** Unknown and excused findings count as skipped. */
export function verdictOf({ outcome, suppression }: ReportFinding): Verdict {
  if (suppression !== undefined || outcome === "unknown") return "skipped";
  return outcome === "fail" ? "failure" : "pass";
}

function failureText(finding: ReportFinding, check: ReportCheck | undefined): string {
  const place = finding.location === undefined ? [] : [`at ${formatLocation(finding.location)}`];
  const path = finding.path === undefined ? [] : [`field ${finding.path}`];
  const evidence = finding.evidence.map(({ text }) => `because ${text}`);
  const fix = check === undefined ? [] : [`fix: ${check.remediation}`];
  return [finding.message, ...place, ...path, ...evidence, ...fix].join("\n");
}

function skippedReason({ suppression, message }: ReportFinding): string {
  if (suppression === undefined) return `not decided: ${message}`;
  return `${suppression.kind === "waiver" ? "waived" : "in the baseline"}: ${suppression.reason}`;
}

/** One finding. */
export function findingCase(finding: ReportFinding, check: ReportCheck | undefined): string {
  const head = attributes({
    classname: `${finding.domain}.${finding.check}`,
    name: `${describeObject(finding.object)}${finding.path === undefined ? "" : ` ${finding.path}`}`,
    file: finding.location?.file,
    line: finding.location?.line,
    time: 0,
  });
  const verdict = verdictOf(finding);
  if (verdict === "pass") return `    <testcase${head}/>\n`;
  if (verdict === "skipped") {
    return `    <testcase${head}>\n      <skipped${attributes({ message: skippedReason(finding) })}/>\n    </testcase>\n`;
  }
  const failure = attributes({ type: finding.severity, message: finding.message });
  const text = textContent(failureText(finding, check));
  return `    <testcase${head}>\n      <failure${failure}>${text}</failure>\n    </testcase>\n`;
}

/** A check as a whole: that it ran and found nothing, or why it says nothing. */
export function checkCase(check: ReportCheck): string {
  const name = check.outcome === "pass" ? `${check.examined} objects examined` : check.title;
  const head = attributes({ classname: `${check.domain}.${check.id}`, name, time: 0 });
  if (check.outcome === "pass") return `    <testcase${head}/>\n`;
  const skipped = attributes({ message: `${check.outcome}: ${check.reason ?? "nothing was found"}` });
  return `    <testcase${head}>\n      <skipped${skipped}/>\n    </testcase>\n`;
}

/** A document or object of the input that could not be used. */
export function problemCase(problem: ReportProblem): string {
  const { location, object, message } = problem;
  const name = location?.file ?? (object === undefined ? "input" : describeObject(object));
  const head = attributes({ classname: "input", name, file: location?.file, line: location?.line, time: 0 });
  return `    <testcase${head}>\n      <error${attributes({ type: "input", message })}/>\n    </testcase>\n`;
}

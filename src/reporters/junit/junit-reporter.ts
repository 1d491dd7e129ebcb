// JUnit's XML as CI systems read it: a suite for each check, a case for each finding.
import type { Report, ReportCheck, ReportFinding } from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";
import { checkCase, findingCase, problemCase, verdictOf, type Verdict } from "./test-case.ts";
import { attributes } from "./xml.ts";

/** What a suite counts; `errors` are input that could not be used. */
interface Tally {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function tallyOf(check: ReportCheck | undefined, findings: readonly ReportFinding[]): Tally {
  const verdicts = findings.map(verdictOf);
  if (needsOwnCase(check, findings)) verdicts.push(check.outcome === "pass" ? "pass" : "skipped");
  const count = (wanted: Verdict): number => verdicts.filter((verdict) => verdict === wanted).length;
  return { tests: verdicts.length, failures: count("failure"), errors: 0, skipped: count("skipped") };
}

function* suite(name: string, tally: Tally, cases: Iterable<string>): Iterable<string> {
  yield `  <testsuite${attributes({ name, ...tally, time: 0 })}>\n`;
  yield* cases;
  yield "  </testsuite>\n";
}

function add(a: Tally, b: Tally): Tally {
  return {
    tests: a.tests + b.tests,
    failures: a.failures + b.failures,
    errors: a.errors + b.errors,
    skipped: a.skipped + b.skipped,
  };
}

/** Findings by check, in the order of the checks. */
function findingsByCheck(report: Report): Map<string, ReportFinding[]> {
  const found = new Map<string, ReportFinding[]>(report.checks.map(({ id }) => [id, []]));
  for (const finding of report.findings) {
    const own = found.get(finding.check);
    if (own === undefined) found.set(finding.check, [finding]);
    else own.push(finding);
  }
  return found;
}

/** A check without findings, or not decided as a whole, has a case of its own, so that it never looks passed. */
function needsOwnCase(check: ReportCheck | undefined, findings: readonly ReportFinding[]): check is ReportCheck {
  return check !== undefined && (findings.length === 0 || check.outcome === "unknown");
}

function* suiteOf(check: ReportCheck | undefined, id: string, findings: readonly ReportFinding[]): Iterable<string> {
  function* cases(): Iterable<string> {
    for (const finding of findings) yield findingCase(finding, check);
    if (needsOwnCase(check, findings)) yield checkCase(check);
  }
  yield* suite(`${check?.domain ?? "check"}.${id}`, tallyOf(check, findings), cases());
}

function* testsuites(report: Report): Iterable<string> {
  const checks = new Map(report.checks.map((check) => [check.id, check]));
  const byCheck = findingsByCheck(report);
  const input: Tally = { tests: report.problems.length, failures: 0, errors: report.problems.length, skipped: 0 };
  const total = [...byCheck].map(([id, findings]) => tallyOf(checks.get(id), findings)).reduce(add, input);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: "plimsoll", ...total, time: 0 })}>\n`;
  if (report.problems.length > 0) yield* suite("input", input, report.problems.map(problemCase));
  for (const [id, findings] of byCheck) yield* suiteOf(checks.get(id), id, findings);
  yield "</testsuites>\n";
}

/** Failing findings are failures; unknown and excused ones are skipped, with the reason; broken input is an error. */
export const junitReporter: Reporter = {
  name: "junit",
  extension: "xml",
  mediaType: "application/xml",
  report: testsuites,
};

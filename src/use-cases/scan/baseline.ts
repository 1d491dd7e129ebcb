// Baselines: the findings that were there when a team began, so that only new ones fail.
import { describeObject, type BaselineEntry, type PathSegment, type ReportFinding } from "../../core/index.ts";
import { OwnDocument } from "./own-document.ts";
import { compareText } from "./report-order.ts";

/** The accepted findings; `check`, `object`, `path` and `message` are for people, the fingerprint decides. */
export interface Baseline {
  readonly findings: readonly BaselineEntry[];
}

const hint = "write the baseline anew from a scan; it is JSON of kind Baseline, one finding a line";
const fingerprint = /^[0-9a-f]{32}$/;

function entryOf(finding: ReportFinding, outcome: BaselineEntry["outcome"]): BaselineEntry {
  const { check, path, message } = finding;
  const object = describeObject(finding.owner);
  return { fingerprint: finding.fingerprint, check, outcome, object, ...(path === undefined ? {} : { path }), message };
}

/** The baseline of a report: what fails or is unknown, but not what a waiver excuses. */
export function baselineOf(findings: readonly ReportFinding[]): Baseline {
  const entries = findings.flatMap((finding) =>
    finding.outcome === "pass" || finding.suppression?.kind === "waiver" ? [] : [entryOf(finding, finding.outcome)],
  );
  return {
    findings: entries.sort(
      (a, b) =>
        compareText(a.check, b.check) || compareText(a.object, b.object) || compareText(a.fingerprint, b.fingerprint),
    ),
  };
}

/** The text of a baseline file: equal for equal findings, one line each, so that changes of it can be reviewed. */
export function formatBaseline({ findings }: Baseline): string {
  const lines = findings.map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "apiVersion": "plimsoll/v1",\n  "kind": "Baseline",\n  "findings": ${list}\n}\n`;
}

function parseEntry(document: OwnDocument, value: unknown, path: readonly PathSegment[]): BaselineEntry {
  const given = document.mapping(value, path, ["fingerprint", "check", "outcome", "object", "path", "message"]);
  const text = (key: string): string => document.requiredText(given, path, key);
  const digits = text("fingerprint");
  if (!fingerprint.test(digits)) document.fail([...path, "fingerprint"], "must be 32 hexadecimal digits");
  const outcome = text("outcome");
  if (outcome !== "fail" && outcome !== "unknown") document.fail([...path, "outcome"], "must be fail or unknown");
  const field = document.optionalText(given, path, "path");
  return {
    fingerprint: digits,
    check: text("check"),
    outcome,
    object: text("object"),
    ...(field === undefined ? {} : { path: field }),
    message: text("message"),
  };
}

/**
 * Reads a baseline file.
 * @throws PlimsollError PLIMSOLL_BASELINE_INVALID with the line, at the first fault.
 */
export function parseBaseline(text: string, file: string): Baseline {
  const document = new OwnDocument(text, { file, code: "PLIMSOLL_BASELINE_INVALID", name: "the baseline", hint });
  const top = document.mapping(document.value, [], ["apiVersion", "kind", "findings"]);
  document.header(top, "Baseline", false);
  const list = document.list(top, [], "findings");
  return { findings: list.map((value, index) => parseEntry(document, value, ["findings", index])) };
}

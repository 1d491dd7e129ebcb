// Table: the places of a report where text of a cluster, of its files or of its users appears.
import type { Report, ReportFinding } from "../../src/core/index.ts";
import { exampleReport } from "../fixtures/report.ts";

const sample = exampleReport.findings;
const chosen = [
  sample.find(({ fix, location }) => fix?.note !== undefined && location !== undefined),
  sample.find(({ outcome }) => outcome === "unknown"),
  sample.find(({ suppression }) => suppression?.expires !== undefined),
];
const [first, unknown, excused] = chosen;
if (first === undefined || unknown === undefined || excused === undefined)
  throw new Error("the example report lacks a finding");

/** The example report with three findings: a failing one with everything a finding can have, an unknown, an excused. */
export const smallReport: Report = {
  ...exampleReport,
  findings: [{ ...first, pods: 3 }, unknown, excused],
  fixFirst: exampleReport.fixFirst.slice(0, 1),
  checks: exampleReport.checks
    .slice(0, 3)
    .map((check, index) => (index === 1 ? { ...check, outcome: "unknown", reason: "not seen" } : check)),
};

function inFinding(change: (finding: ReportFinding, text: string) => Partial<ReportFinding>): (text: string) => Report {
  return (text) => {
    const findings = smallReport.findings.map((finding, index) =>
      index === 0 ? { ...finding, ...change(finding, text) } : finding,
    );
    return { ...smallReport, findings };
  };
}

function inEvidence(key: "text" | "path" | "value"): (text: string) => Report {
  return inFinding(({ evidence }, text) => ({ evidence: evidence.map((one) => ({ ...one, [key]: text })) }));
}

function inSuppression(key: "reason" | "expires"): (text: string) => Report {
  return (text) => ({
    ...smallReport,
    findings: smallReport.findings.map((finding) =>
      finding.suppression === undefined
        ? finding
        : { ...finding, suppression: { ...finding.suppression, [key]: text } },
    ),
  });
}

const [gap] = smallReport.coverage;
const [problem] = smallReport.problems;
const [waiver] = smallReport.waivers;
const [step] = smallReport.fixFirst;
if (gap === undefined || problem === undefined || waiver === undefined || step === undefined)
  throw new Error("the example report lacks a notice");
const object = { apiVersion: "v1", kind: "Pod", namespace: "shop", name: "web" };

/** Where the text goes, and the report with it there. */
export const places: readonly (readonly [place: string, report: (text: string) => Report])[] = [
  ["object name", inFinding(({ object: ref }, name) => ({ object: { ...ref, name }, owner: { ...ref, name } }))],
  ["object namespace", inFinding(({ object: ref }, namespace) => ({ object: { ...ref, namespace } }))],
  ["object kind", inFinding(({ object: ref }, kind) => ({ object: { ...ref, kind } }))],
  ["object apiVersion", inFinding(({ object: ref }, apiVersion) => ({ object: { ...ref, apiVersion } }))],
  ["owner name", inFinding(({ owner }, name) => ({ owner: { ...owner, name } }))],
  ["message", inFinding((_finding, message) => ({ message }))],
  ["path", inFinding((_finding, path) => ({ path }))],
  ["file", inFinding((_finding, file) => ({ location: { file, line: 3 } }))],
  ["evidence text", inEvidence("text")],
  ["evidence path", inEvidence("path")],
  ["evidence value", inEvidence("value")],
  [
    "evidence object",
    inFinding((_finding, name) => ({
      evidence: [{ source: "object", text: "it is there", object: { ...object, name } }],
    })),
  ],
  [
    "patch path",
    inFinding(({ fix }, path) => (fix === undefined ? {} : { fix: { ...fix, patch: [{ op: "remove", path }] } })),
  ],
  [
    "patch value",
    inFinding(({ fix }, value) =>
      fix === undefined ? {} : { fix: { ...fix, patch: [{ op: "add", path: "/x", value: { [value]: value } }] } },
    ),
  ],
  ["fix note", inFinding(({ fix }, note) => (fix === undefined ? {} : { fix: { ...fix, note } }))],
  ["rank reason", inFinding((_finding, reason) => ({ rankReasons: [reason] }))],
  ["waiver reason", inSuppression("reason")],
  ["waiver date", inSuppression("expires")],
  ["input label", (label) => ({ ...smallReport, input: { ...smallReport.input, label } })],
  ["cluster version", (version) => ({ ...smallReport, input: { ...smallReport.input, version } })],
  ["moment", (asOf) => ({ ...smallReport, asOf })],
  ["part not seen", (part) => ({ ...smallReport, coverage: [{ ...gap, part }] })],
  ["reason of a gap", (reason) => ({ ...smallReport, coverage: [{ ...gap, reason }] })],
  ["remedy of a gap", (remedy) => ({ ...smallReport, coverage: [{ ...gap, remedy }] })],
  ["namespace of a gap", (namespace) => ({ ...smallReport, coverage: [{ ...gap, namespaces: [namespace] }] })],
  [
    "reason of a check",
    (reason) => ({ ...smallReport, checks: smallReport.checks.map((check) => ({ ...check, reason })) }),
  ],
  ["problem", (message) => ({ ...smallReport, problems: [{ ...problem, message }] })],
  ["file of a problem", (file) => ({ ...smallReport, problems: [{ message: "broken", location: { file, line: 1 } }] })],
  [
    "object of a problem",
    (name) => ({ ...smallReport, problems: [{ message: "broken", object: { ...object, name } }] }),
  ],
  ["waiver notice", (text) => ({ ...smallReport, waivers: [{ ...waiver, text }] })],
  ["file of a waiver", (file) => ({ ...smallReport, waivers: [{ ...waiver, location: { file, line: 1 } }] })],
  ["owner of a step", (name) => ({ ...smallReport, fixFirst: [{ ...step, owner: { ...step.owner, name } }] })],
  ["message of a step", (message) => ({ ...smallReport, fixFirst: [{ ...step, message }] })],
  ["file of a step", (file) => ({ ...smallReport, fixFirst: [{ ...step, location: { file, line: 1 } }] })],
  ["reason of a step", (reason) => ({ ...smallReport, fixFirst: [{ ...step, rankReasons: [reason] }] })],
];

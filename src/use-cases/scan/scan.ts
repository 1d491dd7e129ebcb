// The scan: every check over the whole model, as one ordered and explained report.
import { runChecks, type Check, type CheckResult } from "../../checking/index.ts";
import type { Answer, Document, Report, ReportFinding, ReportProblem, ScannedInput, Score } from "../../core/index.ts";
import { kindNames, type KubernetesObject } from "../../kubernetes/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import { applyBaseline } from "./apply-baseline.ts";
import { applyWaivers } from "./apply-waivers.ts";
import { tallyOf, type Tally } from "./check-tally.ts";
import { coverageOf } from "./coverage.ts";
import { fixFirst } from "./fix-first.ts";
import { inputReadable } from "./input-readable.ts";
import { knownChecks } from "./known-checks.ts";
import { countsOf, reportChecks } from "./report-checks.ts";
import { reportFindings } from "./report-findings.ts";
import { scanDocument } from "./scan-document.ts";
import type { ScanOptions } from "./scan-options.ts";
import { scoreOf } from "./score.ts";

function inputOf(model: ClusterModel): ScannedInput {
  let objects = model.otherKinds.reduce((sum, { count }) => sum + count, 0);
  const namespaces = new Set<string | undefined>();
  for (const name of kindNames) {
    const part: readonly KubernetesObject[] = model.parts[name].objects;
    objects += part.length;
    for (const { kind, metadata } of part) namespaces.add(kind === "Namespace" ? metadata.name : metadata.namespace);
  }
  namespaces.delete(undefined);
  return {
    ...model.origin,
    objects,
    namespaces: namespaces.size,
    version: model.version.gitVersion ?? model.version.minor,
    versionSource: model.version.source,
  };
}

/** What could not be read weighs as something undecided: it is in no share of what passes. */
function scoreOfScan(model: ClusterModel, tallies: Iterable<Tally>): Score {
  const unread = {
    severity: inputReadable.severity,
    examined: 0,
    passed: 0,
    failed: 0,
    unknown: model.problems.filter(({ examined }) => examined !== true).length,
  };
  return scoreOf([...tallies, unread]);
}

function problemsOf(model: ClusterModel): ReportProblem[] {
  return model.problems.map(({ message, location, object }) => ({
    ...(location === undefined ? {} : { location }),
    ...(object === undefined ? {} : { object }),
    message,
  }));
}

function suppress(
  model: ClusterModel,
  found: readonly ReportFinding[],
  results: readonly CheckResult[],
  options: ScanOptions & { readonly catalogue: readonly Check[] },
): Pick<Report, "findings" | "waivers" | "baseline"> {
  const known = knownChecks(options.catalogue, results, model);
  const annotations = options.annotationWaivers ?? true;
  const { findings, notices } = applyWaivers(model, found, { file: options.waivers, annotations, known });
  if (options.baseline === undefined) return { findings, waivers: notices };
  const marked = applyBaseline(findings, options.baseline, known);
  return { findings: marked.findings, waivers: notices, baseline: marked.summary };
}

/**
 * Runs the checks and reports: findings merged by identity, ranked, excused by waivers and baseline; checks, coverage,
 * problems, score. Equal models give equal reports, whatever the order of their objects. Linear in findings but for sorting.
 */
export function scan(model: ClusterModel, checks: readonly Check[], options: ScanOptions): Answer<Report> {
  const { supported, checkOptions = {}, frameworksOf, toolVersion } = options;
  const results = runChecks(model, checks, { supported, options: checkOptions });
  const found = reportFindings(model, results, options);
  const { findings, waivers, baseline } = suppress(model, found, results, { catalogue: checks, ...options });
  const input = inputOf(model);
  const tallies = new Map(results.map((result) => [result, tallyOf(model, result)]));
  const summaries = reportChecks(model, tallies, input.objects, frameworksOf);
  const remediations = new Map(summaries.map(({ id, remediation }) => [id, remediation]));
  const report: Report = {
    apiVersion: "plimsoll/v1",
    kind: "ScanReport",
    tool: { name: "plimsoll", version: toolVersion },
    ...(options.timestamp === false ? {} : { asOf: model.asOf }),
    input,
    score: scoreOfScan(model, tallies.values()),
    counts: countsOf(findings, summaries, input.objects),
    findings,
    fixFirst: fixFirst(findings, (check) => remediations.get(check) ?? ""),
    checks: summaries,
    coverage: coverageOf(model, checks),
    problems: problemsOf(model),
    waivers,
    ...(baseline === undefined ? {} : { baseline }),
  };
  // Reporters of scans draw the report: most runs never ask for the document.
  let document: Document | undefined;
  return {
    data: report,
    get document() {
      return (document ??= scanDocument(report));
    },
  };
}

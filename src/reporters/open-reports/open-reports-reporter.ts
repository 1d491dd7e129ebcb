// Findings as objects a cluster can hold: OpenReports, or the older PolicyReport; kubectl apply takes the list.
import { safeJson, type Report } from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";
import { findingResult, undecidedResult, type PolicyOutcome, type PolicyResult } from "./policy-results.ts";
import { isNamespaceName, resourceName } from "./resource-name.ts";

/** An object may have 1.5 MiB in etcd; with texts of at most 500 characters this stays below. */
const mostResults = 150;

interface Dialect {
  readonly apiVersion: string;
  readonly namespaced: string;
  readonly clusterWide: string;
  /** OpenReports names the tool once for the whole report. */
  readonly named: boolean;
}

const openReports: Dialect = {
  apiVersion: "openreports.io/v1alpha1",
  namespaced: "Report",
  clusterWide: "ClusterReport",
  named: true,
};
const policyReport: Dialect = {
  apiVersion: "wgpolicyk8s.io/v1alpha2",
  namespaced: "PolicyReport",
  clusterWide: "ClusterPolicyReport",
  named: false,
};

/** Results by namespace; the empty key is the cluster, where findings of odd namespaces go, too. */
function byNamespace(report: Report): Map<string, PolicyResult[]> {
  const found = new Map<string, PolicyResult[]>();
  const add = (namespace: string, result: PolicyResult): void => {
    const own = found.get(namespace);
    if (own === undefined) found.set(namespace, [result]);
    else own.push(result);
  };
  for (const finding of report.findings) {
    const namespace = finding.object.namespace ?? "";
    add(isNamespaceName(namespace) ? namespace : "", findingResult(report, finding));
  }
  for (const check of report.checks) if (check.outcome === "unknown") add("", undecidedResult(report, check));
  return found;
}

function summaryOf(results: readonly PolicyResult[]): Record<PolicyOutcome | "warn", number> {
  const count = (wanted: PolicyOutcome): number => results.filter(({ result }) => result === wanted).length;
  return { pass: count("pass"), fail: count("fail"), warn: 0, error: count("error"), skip: count("skip") };
}

function policyObject(dialect: Dialect, name: string, namespace: string, results: readonly PolicyResult[]): object {
  const labels = { "app.kubernetes.io/managed-by": "plimsoll" };
  return {
    apiVersion: dialect.apiVersion,
    kind: namespace === "" ? dialect.clusterWide : dialect.namespaced,
    metadata: { name, ...(namespace === "" ? {} : { namespace }), labels },
    ...(dialect.named ? { source: "plimsoll" } : {}),
    summary: summaryOf(results),
    results,
  };
}

function* objects(dialect: Dialect, report: Report): Iterable<object> {
  const base = resourceName(`plimsoll-${report.input.kind}`);
  const namespaces = [...byNamespace(report)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [namespace, results] of namespaces) {
    for (let start = 0; start < results.length; start += mostResults) {
      const number = start / mostResults + 1;
      const name = number === 1 ? base : `${base}-${number}`;
      yield policyObject(dialect, name, namespace, results.slice(start, start + mostResults));
    }
  }
}

function* list(dialect: Dialect, report: Report): Iterable<string> {
  yield '{\n  "apiVersion": "v1",\n  "kind": "List",\n  "items": [';
  let separator = "\n    ";
  for (const object of objects(dialect, report)) {
    yield separator + safeJson(object, 2).replaceAll("\n", "\n    ");
    separator = ",\n    ";
  }
  yield "\n  ]\n}\n";
}

function reporterOf(name: string, dialect: Dialect): Reporter {
  return { name, extension: `${name}.json`, mediaType: "application/json", report: (report) => list(dialect, report) };
}

/** A v1 List of openreports.io/v1alpha1 Reports, one or more for each namespace, and ClusterReports. */
export const openReportsReporter = reporterOf("open-reports", openReports);

/** The same as wgpolicyk8s.io/v1alpha2 PolicyReports and ClusterPolicyReports. */
export const policyReportReporter = reporterOf("policy-report", policyReport);

// Reports a cluster accepts: names, sizes and fields as the CRDs want them.
import { describe, expect, it } from "vitest";
import { exampleReport, reportWithFindings } from "../../../test/fixtures/report.ts";
import { reported } from "../../../test/fixtures/reported.ts";
import { resourceName } from "./resource-name.ts";

interface PolicyObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly source?: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly summary: Readonly<Record<string, number>>;
  readonly results: readonly Readonly<Record<string, unknown>>[];
}

function items(format: string, report = exampleReport): readonly PolicyObject[] {
  const list = JSON.parse(reported(format, report)) as { readonly kind: string; readonly items: PolicyObject[] };
  expect(list.kind).toBe("List");
  return list.items;
}

describe.each([
  ["open-reports", "openreports.io/v1alpha1", "Report", "ClusterReport"],
  ["policy-report", "wgpolicyk8s.io/v1alpha2", "PolicyReport", "ClusterPolicyReport"],
])("%s", (format, apiVersion, namespaced, clusterWide) => {
  const objects = items(format);
  it("has an object for each namespace and one for the cluster", () => {
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ""}`)).toEqual([
      `${clusterWide} `,
      ...["ci", "data", "default", "edge", "kube-system", "legacy", "platform", "shop"].map(
        (name) => `${namespaced} ${name}`,
      ),
    ]);
    expect(new Set(objects.map((object) => object.apiVersion))).toEqual(new Set([apiVersion]));
    expect(new Set(objects.map(({ metadata }) => metadata.name))).toEqual(new Set(["plimsoll-cluster"]));
  });
  it("counts what it holds", () => {
    for (const { summary, results } of objects) {
      for (const outcome of ["pass", "fail", "error", "skip"]) {
        expect(summary[outcome]).toBe(results.filter(({ result }) => result === outcome).length);
      }
    }
  });
  it("names the tool where the API has a field for it", () =>
    expect(objects.every(({ source }) => source === (format === "open-reports" ? "plimsoll" : undefined))).toBe(true));
});

it("writes a finding as a result", () => {
  const platform = items("open-reports").find(({ metadata }) => metadata.namespace === "platform");
  expect(platform?.results[0]).toMatchObject({
    policy: "privileged-container",
    rule: "found",
    category: "workloads",
    severity: "critical",
    result: "fail",
    scored: true,
    timestamp: { seconds: 1795161600, nanos: 0 },
    resources: [{ apiVersion: "apps/v1", kind: "DaemonSet", namespace: "platform", name: "vessel-tracker" }],
    message: 'container "agent" runs privileged',
  });
});
it("says error for unknown, skip for excused, error for an undecided check", () => {
  const [check] = exampleReport.checks;
  if (check === undefined) throw new Error("no check");
  const checks = [{ ...check, outcome: "unknown", reason: "not seen" } as const];
  const results = items("open-reports", { ...exampleReport, checks }).flatMap((object) => object.results);
  expect(results.filter(({ result }) => result === "error")).toHaveLength(exampleReport.counts.unknown + 1);
  expect(results.filter(({ result }) => result === "skip")).toHaveLength(exampleReport.counts.suppressed);
});
it("splits what would not fit into one object", () => {
  const sizes = items("open-reports", reportWithFindings(3000)).map((object) => JSON.stringify(object).length);
  expect(Math.max(...sizes)).toBeLessThan(1_500_000);
  expect(
    items("open-reports", reportWithFindings(3000)).some(({ metadata }) => metadata.name === "plimsoll-cluster-2"),
  ).toBe(true);
});
it.each([
  ["Größe!! X", "gr-e-x"],
  ["--", "unnamed"],
  ["a".repeat(80), "a".repeat(63)],
])("makes a name of %j", (text, name) => expect(resourceName(text)).toBe(name));

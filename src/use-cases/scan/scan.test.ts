// What a scan makes of findings: identity, order, merging, counts, coverage, problems, fix first.
import fc from "fast-check";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import type { Check } from "../../checking/index.ts";
import { describeObject, reportSchema, type Report, type ReportFinding, type Severity } from "../../core/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import type { ClusterModel, InputProblem } from "../../model/index.ts";
import {
  clusterRoleBinding,
  container,
  deployment,
  modelOf,
  networkPolicy,
  pod,
  service,
  serviceAccount,
  type ModelTraits,
  type RawObject,
} from "../../testing/index.ts";
import { scan, type ScanOptions } from "./index.ts";

const open = { securityContext: { privileged: true } };

function webPod(name: string, containers = [container(open)], namespace = "shop"): RawObject {
  return pod({
    metadata: {
      name,
      namespace,
      labels: { app: "web", "pod-template-hash": "abc" },
      ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-abc", uid: "1", controller: true }],
    },
    spec: { containers },
  });
}

function web(containers = [container(open)], name = "web"): RawObject {
  return deployment({ metadata: { name }, spec: { template: { spec: { containers } } } });
}

function scanned(objects: readonly RawObject[], traits: ModelTraits = {}, options: Partial<ScanOptions> = {}): Report {
  return scan(modelOf(objects, traits), scanChecks, { ...scanOptions, ...options }).data;
}

function only(report: Report, check: string, outcome: ReportFinding["outcome"] = "fail"): ReportFinding[] {
  return report.findings.filter((finding) => finding.check === check && finding.outcome === outcome);
}

function withProblems(model: ClusterModel, problems: readonly InputProblem[]): ClusterModel {
  return { ...model, problems };
}

describe("findings", () => {
  it("say what, where and why, with a fingerprint of 32 digits", () => {
    const [finding] = only(scanned([web()]), "privileged");
    expect(finding).toMatchObject({
      title: "Container runs privileged",
      domain: "workloads",
      severity: "critical",
      message: "container web runs privileged",
      messageId: "privileged",
      path: "spec.template.spec.containers[0].securityContext.privileged",
      object: { kind: "Deployment", namespace: "shop", name: "web" },
      owner: { kind: "Deployment", namespace: "shop", name: "web" },
    });
    expect(finding?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  });

  it("of pods of one unseen owner are one, with the number of pods", () => {
    const different = webPod("web-abc-3", [container({ ...open, image: "other:1" })]);
    const findings = only(scanned([webPod("web-abc-2"), webPod("web-abc-1"), different]), "privileged");
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ pods: 3, owner: { kind: "Deployment", name: "web" } });
  });

  it("of one owner stay apart by container", () => {
    const findings = only(scanned([web([container(open), container({ ...open, name: "b" })])]), "privileged");
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it("of one identity take the worst outcome and the highest severity", () => {
    const [check] = scanChecks;
    if (check === undefined) throw new Error("no check");
    const mixed: Check = {
      ...check,
      *run(model) {
        for (const one of model.parts.pods.objects) {
          const { labels = {} } = one.metadata;
          const [outcome, severity] = labels["says"]?.split("-") as ["pass" | "fail", Severity];
          yield { object: refOf(one), message: "privileged", outcome, severity };
        }
      },
    };
    const says = (name: string, text: string): RawObject => ({ ...webPod(name), metadata: { ...webPod(name).metadata, labels: { "pod-template-hash": "abc", says: text } } });
    const objects = [says("web-abc-1", "pass-critical"), says("web-abc-2", "fail-low"), says("web-abc-3", "fail-high")];
    const { findings } = scan(modelOf(objects), [mixed], scanOptions).data;
    expect(findings.map(({ outcome, severity, object }) => [outcome, severity, object.name])).toEqual([["fail", "high", "web-abc-3"]]);
  });

  it("keep their fingerprint when the check is renamed", () => {
    const [check] = scanChecks;
    if (check === undefined) throw new Error("no check");
    const old = { ...check, id: "old-privileged", aliases: [] };
    const before = scan(modelOf([web()]), [old], scanOptions).data;
    expect(only(before, "old-privileged")[0]?.fingerprint).toBe(only(scanned([web()]), "privileged")[0]?.fingerprint);
  });

  it("are placed in their file: at the field, or at the object for a pass", () => {
    const places: (string | undefined)[] = [];
    const located: ClusterModel = {
      ...modelOf([web(), web([container()], "safe")]),
      locate: (object, path) => {
        places.push(`${object.metadata.name} ${path}`);
        return { file: "a.yaml", line: 7 };
      },
    };
    const report = scan(located, scanChecks, scanOptions).data;
    expect(report.findings.map(({ location }) => location)).toEqual([{ file: "a.yaml", line: 7 }, { file: "a.yaml", line: 7 }]);
    expect(places.sort()).toEqual(["safe undefined", "web spec.template.spec.containers[0].securityContext.privileged"]);
  });
});

describe("order", () => {
  const names = ["a", "b", "c", "d", "e"];
  const world = [
    ...names.map((name) => web([container(open)], name)),
    ...names.map((name) => web([container()], `safe-${name}`)),
    webPod("web-abc-1"),
    webPod("web-abc-2", [container({ ...open, image: "other:1" })]),
    service({ metadata: { name: "lb" }, spec: { type: "LoadBalancer" } }),
    service({ metadata: { name: "in" } }),
    clusterRoleBinding({ metadata: { name: "b1" } }),
    clusterRoleBinding({ metadata: { name: "b2" }, subjects: [] }),
    serviceAccount({ metadata: { name: "x" } }),
  ];

  it("is by rank, then check, then object, with passes last", () => {
    const { findings } = scanned(world);
    const ranks = findings.map(({ rank }) => rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
    expect(findings.at(-1)?.outcome).toBe("pass");
    const equal = findings.filter(({ rank, check }) => rank === findings[0]?.rank && check === "privileged");
    expect(equal.map(({ owner }) => owner.name)).toEqual(["a", "b", "c", "d", "e", "web"]);
  });

  it("does not depend on the order of the input", () => {
    const expected = scanned(world);
    fc.assert(
      fc.property(fc.shuffledSubarray(world, { minLength: world.length }), (shuffled) => {
        const report = scanned(shuffled);
        const shape = ({ findings, fixFirst, ...rest }: Report): unknown => [
          findings.map(({ object: _object, location: _location, ...finding }) => finding),
          fixFirst,
          rest,
        ];
        expect(shape(report)).toEqual(shape(expected));
      }),
      { numRuns: 20 },
    );
  });
});

describe("counts and checks", () => {
  const report = scanned([
    web(),
    web([container()], "safe"),
    service(),
    serviceAccount(),
    networkPolicy({ metadata: { namespace: "other" } }),
  ]);

  it("count findings, objects and checks", () => {
    expect(report.counts).toEqual({
      bySeverity: { critical: 1, high: 0, medium: 1, low: 0, info: 0 },
      fail: 2,
      pass: 1,
      unknown: 1,
      suppressed: 0,
      objects: 5,
      checks: { fail: 2, pass: 1, unknown: 1, "not-applicable": 1 },
    });
  });

  it("sum each check up by id, with frameworks", () => {
    expect(report.checks.map(({ id, outcome, examined, failed, unknown }) => [id, outcome, examined, failed, unknown])).toEqual([
      ["bound", "not-applicable", 0, 0, 0],
      ["input-readable", "pass", 5, 0, 0],
      ["privileged", "fail", 2, 1, 0],
      ["undecided", "unknown", 1, 0, 1],
      ["unguarded", "fail", 1, 1, 0],
    ]);
    expect(report.checks[2]).toMatchObject({ frameworks: ["CIS 5.2.2"], remediation: "Change it." });
  });

  it("follow the schema", () => {
    const validate = new Ajv2020({ strict: false }).compile(reportSchema);
    expect(validate(JSON.parse(JSON.stringify(report)))).toBe(true);
  });

  it("say when and of what, unless told not to say when", () => {
    expect(report).toMatchObject({ asOf: "2026-11-23T00:00:00Z", input: { kind: "cluster", label: "test", objects: 5, namespaces: 2, version: "1.36" } });
    expect(scanned([], {}, { timestamp: false })).not.toHaveProperty("asOf");
  });

  it("take the same numbers into the document", () => {
    const { document } = scan(modelOf([web()]), scanChecks, scanOptions);
    const text = JSON.stringify(document);
    expect(text).toContain("1 critical");
    expect(text).toContain("container web runs privileged");
  });
});

describe("coverage", () => {
  it("has an entry for each part that was wanted and not seen", () => {
    const { coverage } = scanned([service()], { missing: ["services", "nodes"], partial: { serviceaccounts: ["shop"] } });
    expect(coverage).toEqual([
      { part: "serviceaccounts", status: "partial", reason: "the list was refused", remedy: "allow it", namespaces: ["shop"] },
      { part: "services", status: "not-collected", reason: "the list was refused", remedy: "allow it" },
    ]);
  });
  it("is one line for files", () => {
    const { coverage, checks } = scanned([service()], { given: true });
    expect(coverage).toEqual([
      { part: "everything outside the input", status: "partial", reason: "1 check needs to know what else is in the cluster: the list was refused", remedy: "allow it" },
    ]);
    expect(checks.find(({ id }) => id === "unguarded")).toMatchObject({ outcome: "unknown", reason: "the list was refused; allow it" });
  });
  it("is empty when everything was seen", () => expect(scanned([service()]).coverage).toEqual([]));
});

describe("input that cannot be read", () => {
  const place = { file: "a.yaml", line: 3, column: 1 };
  const problems = [
    { message: "bad indentation", location: place },
    { message: "unexpected end", location: { file: "a.yaml", line: 9 } },
    { message: "spec must be a mapping", object: { apiVersion: "v1", kind: "Pod", namespace: "shop", name: "p" } },
    { message: "1 page was lost" },
  ];
  const report = scan(withProblems(modelOf([]), problems), scanChecks, scanOptions).data;

  it("is a high finding each, with its place", () => {
    const findings = only(report, "input-readable");
    expect(findings.map(({ severity, owner, message, location }) => [severity, describeObject(owner), message, location])).toEqual([
      ["high", "Pod shop/p", "spec must be a mapping", undefined],
      ["high", "File a.yaml", "bad indentation", place],
      ["high", "File a.yaml", "unexpected end", { file: "a.yaml", line: 9 }],
      ["high", "Input test", "1 page was lost", undefined],
    ]);
    expect(report.problems).toEqual(problems);
  });
  it("is a failed check, and undecided in the score", () => {
    expect(report.checks.find(({ id }) => id === "input-readable")).toMatchObject({ outcome: "fail", failed: 4 });
    expect(report.score).toEqual({ decided: 0 });
  });
  it("keeps its fingerprint when lines move", () => {
    const moved = scan(withProblems(modelOf([]), [{ message: "bad indentation", location: { file: "a.yaml", line: 30 } }]), [], scanOptions).data;
    expect(only(report, "input-readable").map(({ fingerprint }) => fingerprint)).toContain(moved.findings[0]?.fingerprint);
  });
});

describe("fix first", () => {
  it("puts the change that closes most first, one step an owner and check", () => {
    const two = web([container(open), container({ ...open, name: "b" })], "two");
    const { fixFirst } = scanned([web([container(open)], "one"), two, service()]);
    expect(fixFirst.map(({ check, owner, findings, rank, remediation }) => [check, owner.name, findings, rank, remediation])).toEqual([
      ["privileged", "two", 2, 360, "Change it."],
      ["privileged", "one", 1, 180, "Change it."],
      ["unguarded", "service", 1, 20, "Change it."],
    ]);
  });
  it("has ten steps at most", () => {
    const many = Array.from({ length: 12 }, (_, index) => web([container(open)], `w${index}`));
    expect(scanned(many).fixFirst).toHaveLength(10);
  });
});

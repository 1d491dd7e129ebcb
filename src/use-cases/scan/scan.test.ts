// What a scan makes of findings: identity, order, merging, counts, coverage, problems, fix first.
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { open, web, webPod } from "../../../test/fixtures/privileged-workloads.ts";
import { scanChecks, scanOptions } from "../../../test/fixtures/scan-checks.ts";
import type { Check } from "../../checking/index.ts";
import { reportSchema, type Report, type ReportFinding, type Severity } from "../../core/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import {
  container,
  modelOf,
  networkPolicy,
  service,
  serviceAccount,
  type ModelTraits,
  type RawObject,
} from "../../testing/index.ts";
import { scan, type ScanOptions } from "./index.ts";

function scanned(objects: readonly RawObject[], traits: ModelTraits = {}, options: Partial<ScanOptions> = {}): Report {
  return scan(modelOf(objects, traits), scanChecks, { ...scanOptions, ...options }).data;
}

function only(report: Report, check: string, outcome: ReportFinding["outcome"] = "fail"): ReportFinding[] {
  return report.findings.filter((finding) => finding.check === check && finding.outcome === outcome);
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
          const [outcome, severity] = (labels["says"] ?? "").split("-") as ["pass" | "fail", Severity];
          yield { object: refOf(one), message: "privileged", outcome, severity };
        }
      },
    };
    const says = (name: string, text: string): RawObject => ({
      ...webPod(name),
      metadata: { ...webPod(name).metadata, labels: { "pod-template-hash": "abc", says: text } },
    });
    const objects = [says("web-abc-1", "pass-critical"), says("web-abc-2", "fail-low"), says("web-abc-3", "fail-high")];
    const { findings } = scan(modelOf(objects), [mixed], scanOptions).data;
    expect(findings.map(({ outcome, severity, object }) => [outcome, severity, object.name])).toEqual([
      ["fail", "high", "web-abc-3"],
    ]);
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
    expect(report.findings.map(({ location }) => location)).toEqual([
      { file: "a.yaml", line: 7 },
      { file: "a.yaml", line: 7 },
    ]);
    expect(new Set(places)).toEqual(
      new Set(["safe undefined", "web spec.template.spec.containers[0].securityContext.privileged"]),
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
    expect(
      report.checks.map(({ id, outcome, examined, failed, unknown }) => [id, outcome, examined, failed, unknown]),
    ).toEqual([
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
    expect(report).toMatchObject({
      asOf: "2026-11-23T00:00:00Z",
      input: { kind: "cluster", label: "test", objects: 5, namespaces: 2, version: "1.36" },
    });
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
    const { coverage } = scanned([service()], {
      missing: ["services", "nodes"],
      partial: { serviceaccounts: ["shop"] },
    });
    expect(coverage).toEqual([
      {
        part: "serviceaccounts",
        status: "partial",
        reason: "the list was refused",
        remedy: "allow it",
        namespaces: ["shop"],
      },
      { part: "services", status: "not-collected", reason: "the list was refused", remedy: "allow it" },
    ]);
  });
  it("is one line for files", () => {
    const { coverage, checks } = scanned([service()], { given: true });
    expect(coverage).toEqual([
      {
        part: "everything outside the input",
        status: "partial",
        reason: "1 check needs to know what else is in the cluster: the list was refused",
        remedy: "allow it",
      },
    ]);
    expect(checks.find(({ id }) => id === "unguarded")).toMatchObject({
      outcome: "unknown",
      reason: "the list was refused; allow it",
    });
  });
  it("is empty when everything was seen", () => expect(scanned([service()]).coverage).toEqual([]));
});

describe("fix first", () => {
  it("puts the change that closes most first, one step an owner and check", () => {
    const two = web([container(open), container({ ...open, name: "b" })], "two");
    const { fixFirst } = scanned([web([container(open)], "one"), two, service()]);
    expect(
      fixFirst.map(({ check, owner, findings, rank, remediation }) => [check, owner.name, findings, rank, remediation]),
    ).toEqual([
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

// Every kind of input through the command line, and findings that stay the same while the input changes shape.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { dump } from "js-yaml";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Report, ReportFinding } from "../../src/core/index.ts";
import { privilegedDeployment, run, scanReport, WorkFolder } from "../fixtures/command-line.ts";
import { dumpOf, livePod } from "../fixtures/manifest-folder.ts";

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

const named = (name: string): string => privilegedDeployment.replace("name: web", `name: ${name}`);
const privileged = ({ findings }: Report): readonly ReportFinding[] =>
  findings.filter(({ check }) => check === "pss-privileged");
const places = (report: Report): string[] =>
  privileged(report)
    .map(({ object, location }) => `${object.name} ${location?.file.replace(`${folder.path}/`, "")}:${location?.line}`)
    .sort();

describe("a folder", () => {
  it("is read with what is nested, gzipped and JSON; what is broken is told and the rest goes on", async () => {
    folder.write("m/a.yaml", `${named("one")}---\n${named("two")}`);
    folder.write("m/deep/er/b.yml.gz", gzipSync(named("three")));
    folder.write(
      "m/c.json",
      JSON.stringify(
        dumpOf([
          {
            ...livePod("four"),
            spec: { containers: [{ name: "c", image: "c", securityContext: { privileged: true } }] },
          },
        ]),
      ),
    );
    folder.write("m/broken.yaml", `${named("five")}---\nkind: {\n`);
    folder.write("m/README.md", "# not for us");
    const report = await scanReport([folder.file("m")]);
    expect(places(report)).toEqual([
      "five m/broken.yaml:17",
      "four m/c.json:1",
      "one m/a.yaml:17",
      "three m/deep/er/b.yml.gz:17",
      "two m/a.yaml:35",
    ]);
    expect(report.exitCode).toBe(1);
    expect(
      report.findings.filter(({ check }) => check === "input-readable").map(({ location }) => location?.line),
    ).toEqual([20]);
  });

  it("beside files and standard input makes one report", async () => {
    folder.write("m/a.yaml", named("one"));
    const file = folder.write("b.yaml", named("two"));
    const report = await scanReport([folder.file("m"), file, "-"], { stdin: named("three") });
    expect(places(report)).toEqual(["one m/a.yaml:17", "three -:17", "two b.yaml:17"]);
  });
});

describe("a dump", () => {
  const items = [livePod("a"), { ...livePod("b"), spec: { hostPID: true, containers: [{ name: "c", image: "c" }] } }];
  const essence = ({ findings, counts }: Report): unknown => ({
    counts,
    findings: findings.map(({ check, object, path, fingerprint, message }) => ({
      check,
      object,
      path,
      fingerprint,
      message,
    })),
  });

  it("is the same as JSON, YAML, gzipped and from standard input", async () => {
    const list = dumpOf(items);
    const json = await scanReport([folder.write("d.json", JSON.stringify(list, undefined, 4))]);
    expect(json.findings.length).toBeGreaterThan(5);
    const others = [
      await scanReport([folder.write("d.json.gz", gzipSync(JSON.stringify(list)))]),
      await scanReport([folder.write("d.yaml", dump(list))]),
      await scanReport([folder.write("d.yaml.gz", gzipSync(dump(list)))]),
      await scanReport(["-"], { stdin: JSON.stringify(list) }),
    ];
    for (const other of others) expect(essence(other)).toEqual(essence(json));
  });
});

describe("a baseline survives", () => {
  const ownedPod = (name: string, replicaSet: string): object => ({
    ...livePod(name),
    metadata: {
      name,
      namespace: "shop",
      uid: `u-${name}`,
      labels: { app: "web", "pod-template-hash": replicaSet.slice(4) },
      ownerReferences: [
        { apiVersion: "apps/v1", kind: "ReplicaSet", name: replicaSet, uid: `u-${replicaSet}`, controller: true },
      ],
    },
    spec: { containers: [{ name: "web", image: "registry.example/web:1", securityContext: { privileged: true } }] },
  });
  const replicaSet = (name: string): object => ({
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name,
      namespace: "shop",
      uid: `u-${name}`,
      labels: { "pod-template-hash": name.slice(4) },
      ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "u-gone", controller: true }],
    },
    spec: {
      selector: { matchLabels: { app: "web" } },
      template: {
        metadata: { labels: { app: "web" } },
        spec: { containers: [{ name: "web", image: "registry.example/web:1" }] },
      },
    },
  });
  const container = (name: string, rest: object = {}): object => ({
    name,
    image: `registry.example/${name}:1`,
    ...rest,
  });
  const workload = (apiVersion: string, containers: readonly object[]): object => ({
    apiVersion,
    kind: "CronJob",
    metadata: { name: "nightly", namespace: "shop" },
    spec: { schedule: "@daily", jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", containers } } } } },
  });
  const loud = { securityContext: { privileged: true } };

  it.each<[string, object, object]>([
    [
      "pods that were renamed by a new rollout",
      dumpOf([replicaSet("web-5d8f7c9b6d"), ownedPod("web-5d8f7c9b6d-x7k2p", "web-5d8f7c9b6d")]),
      dumpOf([replicaSet("web-7c6b5d4f9c"), ownedPod("web-7c6b5d4f9c-m4vq8", "web-7c6b5d4f9c")]),
    ],
    [
      "pods whose ReplicaSet is not in the input",
      dumpOf([ownedPod("web-5d8f7c9b6d-x7k2p", "web-5d8f7c9b6d")]),
      dumpOf([ownedPod("web-7c6b5d4f9c-m4vq8", "web-7c6b5d4f9c")]),
    ],
    [
      "containers that moved within their list",
      workload("batch/v1", [container("a"), container("b", loud)]),
      workload("batch/v1", [container("b", loud), container("a")]),
    ],
    [
      "an upgraded API version",
      workload("batch/v1beta1", [container("a", loud)]),
      workload("batch/v1", [container("a", loud)]),
    ],
  ])("%s", async (_what, before, after) => {
    const baseline = folder.file("baseline.json");
    const file = folder.write("input.json", JSON.stringify(before));
    const first = await scanReport([file, "--write-baseline", baseline]);
    expect(privileged(first)).toHaveLength(1);
    folder.write("input.json", JSON.stringify(after));
    const second = await scanReport([file, "--baseline", baseline, "--fail-on", "info"]);
    expect({
      exitCode: second.exitCode,
      fresh: second.findings.filter(({ suppression, outcome }) => outcome === "fail" && suppression === undefined),
    }).toEqual({
      exitCode: 0,
      fresh: [],
    });
    expect(privileged(second)[0]?.suppression?.kind).toBe("baseline");
  });

  it("nothing that is new", async () => {
    const baseline = folder.file("baseline.json");
    const file = folder.write("input.json", JSON.stringify(workload("batch/v1", [container("a", loud)])));
    await run(["scan", file, "-o", "json", "--write-baseline", baseline]);
    folder.write("input.json", JSON.stringify(workload("batch/v1", [container("a", loud), container("b", loud)])));
    const report = await scanReport([file, "--baseline", baseline]);
    expect(report.exitCode).toBe(1);
    expect(privileged(report).map(({ suppression }) => suppression?.kind)).toEqual(
      expect.arrayContaining(["baseline", undefined]),
    );
    expect(JSON.parse(readFileSync(baseline, "utf8"))).toMatchObject({ kind: "Baseline" });
  });
});

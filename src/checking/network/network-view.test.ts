// The network of a model: which pods make a workload, templates without pods, and what the options come from.
import { describe, expect, it } from "vitest";
import { modelOf } from "../../testing/index.ts";
import { networkView } from "./network-view.ts";

type Labels = Record<string, string>;

function pod(
  name: string,
  more: { labels?: Labels; owner?: [kind: string, name: string]; phase?: string; spec?: object } = {},
) {
  const { labels = {}, owner, phase = "Running", spec = {} } = more;
  const apiVersion = owner?.[0] === "Node" ? "v1" : "apps/v1";
  const ownerReferences = owner && [{ apiVersion, kind: owner[0], name: owner[1], uid: "u", controller: true }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop", labels, ...(ownerReferences && { ownerReferences }) },
    spec: { containers: [{ name: "c" }], ...spec },
    status: { phase },
  };
}

function template(kind: string, name: string, labels: Labels, more: object = {}) {
  const apiVersion = kind === "Job" || kind === "CronJob" ? "batch/v1" : "apps/v1";
  const inner = {
    metadata: { labels },
    spec: { containers: [{ name: "c", ports: [{ name: "http", containerPort: 80 }] }] },
  };
  const spec =
    kind === "CronJob" ? { schedule: "@daily", jobTemplate: { spec: { template: inner } } } : { template: inner };
  return { apiVersion, kind, metadata: { name, namespace: "shop" }, spec, ...more };
}

function workloadsOf(objects: readonly object[]): string[] {
  const { workloads, input, workloadOfPod } = networkView(modelOf(objects));
  for (const [number, { pods }] of workloads.entries()) for (const one of pods) expect(workloadOfPod[one]).toBe(number);
  return workloads.map(({ owner, pods, seen }) => {
    const names = pods.map((one) => input.pods[one]?.name ?? "").join("+");
    return `${owner.kind}/${owner.name}: ${names}${seen ? "" : " (not seen)"}`;
  });
}

const hashed = (hash: string): Labels => ({ app: "web", "pod-template-hash": hash });

describe("networkView", () => {
  it.each<[string, readonly object[], readonly string[]]>([
    ["a bare pod", [pod("a")], ["Pod/a: a"]],
    ["a static pod", [pod("etcd-n1", { owner: ["Node", "n1"] })], ["Pod/etcd-n1: etcd-n1"]],
    [
      "pods of a Deployment whose ReplicaSets were not read, in the middle of a rollout",
      [
        pod("web-1a-x", { labels: hashed("1a"), owner: ["ReplicaSet", "web-1a"] }),
        pod("web-2b-y", { labels: hashed("2b"), owner: ["ReplicaSet", "web-2b"] }),
      ],
      ["Deployment/web: web-1a-x+web-2b-y"],
    ],
    [
      "pods of one owner with other labels",
      [
        pod("s-0", { labels: { v: "1" }, owner: ["StatefulSet", "s"] }),
        pod("s-1", { labels: { v: "2" }, owner: ["StatefulSet", "s"] }),
      ],
      ["StatefulSet/s: s-0", "StatefulSet/s: s-1"],
    ],
    ["a Deployment without pods", [template("Deployment", "web", { app: "web" })], ["Deployment/web: web (not seen)"]],
    [
      "a Deployment with a pod",
      [
        template("Deployment", "web", hashed("")),
        pod("web-1a-x", { labels: hashed("1a"), owner: ["ReplicaSet", "web-1a"] }),
      ],
      ["Deployment/web: web-1a-x"],
    ],
    ["a CronJob between its runs", [template("CronJob", "tidy", {})], ["CronJob/tidy: tidy (not seen)"]],
    [
      "a Job that is over",
      [template("Job", "once", {}, { status: { conditions: [{ type: "Complete", status: "True" }] } })],
      [],
    ],
    [
      "two kinds of one name",
      [template("Deployment", "web", {}), template("StatefulSet", "web", {})],
      ["Deployment/web: web (not seen)", "StatefulSet/web: statefulset/web (not seen)"],
    ],
    ["a finished pod", [pod("done", { phase: "Succeeded" })], ["Pod/done: done"]],
  ])("knows %s", (_, objects, expected) => {
    expect(workloadsOf(objects)).toEqual(expected);
  });

  it("gives templates their labels, ports, and what their controllers add", () => {
    const { input } = networkView(modelOf([template("StatefulSet", "db", { app: "db" })]));
    expect(input.pods).toMatchObject([
      {
        labels: { app: "db", "apps.kubernetes.io/pod-index": "0" },
        ports: [{ name: "http", containerPort: 80 }],
        ips: [],
      },
    ]);
  });

  it("keeps the labels all pods of a workload have", () => {
    const [workload] = networkView(
      modelOf([
        pod("web-1a-x", { labels: hashed("1a"), owner: ["ReplicaSet", "web-1a"] }),
        pod("web-2b-y", { labels: hashed("2b"), owner: ["ReplicaSet", "web-2b"] }),
      ]),
    ).workloads;
    expect(workload?.labels).toEqual({ app: "web" });
  });

  it("takes the first of two pods with one name, and says so", () => {
    const { input, problems } = networkView(modelOf([pod("a", { labels: { first: "yes" } }), pod("a")]));
    expect(input.pods).toMatchObject([{ labels: { first: "yes" } }]);
    expect(problems).toMatchObject([{ code: "duplicate-name", object: "Pod/shop/a" }]);
  });

  it("is compiled once for the same parts and options", () => {
    const model = modelOf([pod("a")]);
    expect(networkView(model).compiled).toBe(networkView({ ...model }).compiled);
    const other = networkView(model, { ipBlockMatchesPods: false });
    expect(other.options).toMatchObject({ ipBlockMatchesPods: false, ipBlockMatchesNodes: true });
    expect(other.compiled).not.toBe(networkView(model).compiled);
  });

  it("reads blocks as the plugin does", () => {
    const agent = {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata: { name: "cilium", namespace: "kube-system", labels: { "k8s-app": "cilium" } },
      spec: {
        template: {
          metadata: { labels: { "k8s-app": "cilium" } },
          spec: { containers: [{ name: "cilium-agent", image: "quay.io/cilium/cilium:v1.17.2" }] },
        },
      },
    };
    expect(networkView(modelOf([agent])).options.ipBlockMatchesPods).toBe(false);
  });
});

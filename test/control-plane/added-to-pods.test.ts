/** Pods made by the real controllers, and changed by the real admission, are of the template they were made from. */
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { workloads, type ClusterModel } from "../../src/model/index.ts";
import { clusterSource } from "../../src/sources/cluster/index.ts";
import { loadModel } from "../../src/use-cases/load-model/index.ts";
import { describeControlPlane } from "./describe-control-plane.ts";
import { startControlPlane, type ControlPlane } from "./index.ts";

const limits = { cpu: "100m", memory: "64Mi" };
const env = [{ name: "A", value: "1" }];

function template(tweak: object = {}): object {
  const volumes = [{ name: "tmp", emptyDir: {} }];
  const container = { name: "web", image: "web:1", env, volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] };
  return { metadata: { labels: { app: "web" } }, spec: { containers: [{ ...container, ...tweak }], volumes } };
}

const selector = { matchLabels: { app: "web" } };
const apps = { apiVersion: "apps/v1" } as const;
const claims = ["data", "tmp"].map((name) => ({
  metadata: { name },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
}));
const world = [
  ...["plain", "ranged"].map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
  { apiVersion: "v1", kind: "Node", metadata: { name: "node-1" } },
  { apiVersion: "v1", kind: "Node", metadata: { name: "node-2" } },
  {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "usual" },
    value: 1000,
    globalDefault: true,
  },
  {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "defaults", namespace: "ranged" },
    spec: { limits: [{ type: "Container", default: { memory: "1Gi" }, defaultRequest: { cpu: "10m" } }] },
  },
];
const controllers = ["plain", "ranged"].flatMap((namespace) => [
  {
    ...apps,
    kind: "StatefulSet",
    metadata: { name: "set", namespace },
    spec: {
      serviceName: "set",
      podManagementPolicy: "Parallel",
      replicas: 2,
      selector,
      template: template(),
      volumeClaimTemplates: claims,
    },
  },
  { ...apps, kind: "DaemonSet", metadata: { name: "daemon", namespace }, spec: { selector, template: template() } },
  {
    ...apps,
    kind: "Deployment",
    metadata: { name: "limited", namespace },
    spec: { replicas: 2, selector, template: template({ resources: { limits } }) },
  },
  {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "indexed", namespace },
    spec: {
      completions: 2,
      parallelism: 2,
      completionMode: "Indexed",
      template: { spec: { ...(template() as { spec: object }).spec, restartPolicy: "Never" } },
    },
  },
]);

describeControlPlane("what is added to pods", () => {
  let plane: ControlPlane;
  let model: ClusterModel;
  const read = (): Promise<ClusterModel> => {
    const source = clusterSource({
      kubeconfig: plane.adminKubeconfig,
      secrets: false,
      insecureSkipTlsVerify: false,
      requestTimeoutMs: 30_000,
      env: {},
      warn: () => {},
    });
    return loadModel(source, { now: "2026-11-23T00:00:00Z", newestSupported: "1.37" });
  };
  beforeAll(async () => {
    plane = await startControlPlane({ controllerManager: true });
    for (const items of [world, controllers])
      await plane.kubectl(["apply", "-f", "-"], { input: JSON.stringify({ apiVersion: "v1", kind: "List", items }) });
    for (let tries = 0; tries < 120; tries++) {
      model = await read();
      if (model.parts.pods.objects.length >= 2 * controllers.length) break;
      await setTimeout(500);
    }
  }, 300_000);
  afterAll(() => plane?.stop());

  it("makes none of them a workload of its own", () => {
    const seen = workloads(model).map(({ ref, pods }) => `${ref.kind} ${ref.namespace}/${ref.name}: ${pods.length}`);
    expect(seen.sort()).toEqual(
      controllers.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}: 2`).sort(),
    );
  });
});

// Ranks: each factor raises the rank by what the table says, and says why; what was not seen raises nothing and is told.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { objectKey, type ObjectRef, type Outcome, type Severity } from "../../core/index.ts";
import { refOf, type KubernetesObject } from "../../kubernetes/index.ts";
import type { ClusterModel } from "../../model/index.ts";
import {
  clusterRole,
  clusterRoleBinding,
  componentPod,
  container,
  deployment,
  ingress,
  modelOf,
  namespace,
  node,
  pod,
  role,
  roleBinding,
  service,
  serviceAccount,
  type ModelTraits,
  type RawObject,
  type Tweak,
} from "../../testing/index.ts";
import { rankerOf, type Rank } from "./rank.ts";
import { exposureFactors, outcomeFactors, privilegeFactors, severityWeights } from "./rank-factors.ts";
import { scoreWeights } from "./score.ts";

const rbac = "rbac.authorization.k8s.io";
const everything = [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }];
const readSecrets = [{ verbs: ["get"], apiGroups: [""], resources: ["secrets"] }];

function refIn(model: ClusterModel, wanted: RawObject): ObjectRef {
  const objects = Object.values(model.parts).flatMap(({ objects: all }) => all as readonly object[]);
  const found = objects.find(
    (one): one is KubernetesObject =>
      "metadata" in one && objectKey(refOf(one as KubernetesObject)) === objectKey({ ...wanted, ...(wanted.metadata as { name: string }) }),
  );
  if (found === undefined) throw new Error("the object is not in the model");
  return refOf(found);
}

/** The rank of a low finding about the first object: 5 is that of an object nothing is known of. */
function ranked(objects: readonly [RawObject, ...RawObject[]], traits: ModelTraits = {}, severity: Severity = "low"): Rank {
  const model = modelOf(objects, traits);
  return rankerOf(model)(refIn(model, objects[0]), severity, "fail");
}

const web = (spec: Tweak = {}): RawObject => deployment({ metadata: { name: "web" }, spec: { template: { spec } } });
const robotWeb = web({ serviceAccountName: "robot" });
const robot = { kind: "ServiceAccount", namespace: "shop", name: "robot" };
const grant = (rules: unknown): RawObject[] => [
  clusterRole({ metadata: { name: "granted" }, rules }),
  clusterRoleBinding({ roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "granted" }, subjects: [robot] }),
];
const grantIn = (place: string, rules: unknown): RawObject[] => [
  clusterRole({ metadata: { name: "granted" }, rules }),
  roleBinding({ metadata: { namespace: place }, roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "granted" }, subjects: [robot] }),
];

describe("exposure of a workload", () => {
  it.each<[string, number, RegExp, RawObject[]]>([
    ["a load balancer", exposureFactors.loadBalancer, /outside the cluster: Service shop\/service \(LoadBalancer\)/, [service({ spec: { type: "LoadBalancer" } })]],
    [
      "a load balancer for some",
      exposureFactors.limitedLoadBalancer,
      /limited to 1 ranges/,
      [service({ spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] } })],
    ],
    [
      "a load balancer limited to everyone",
      exposureFactors.loadBalancer,
      /\(LoadBalancer\)/,
      [service({ spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["0.0.0.0/0"] } })],
    ],
    ["a node port", exposureFactors.nodePort, /NodePort/, [service({ spec: { type: "NodePort" } })]],
    ["an external address", exposureFactors.externalIp, /external IP/, [service({ spec: { externalIPs: ["192.0.2.1"] } })]],
    ["an ingress", exposureFactors.ingress, /Ingress shop\/ingress through Service shop\/web/, [service({ metadata: { name: "web" } }), ingress()]],
    ["a service inside", 1, /^$/, [service()]],
    ["an ingress without its service", 1, /^$/, [ingress()]],
  ])("%s", (_what, factor, reason, others) => {
    const { rank, rankReasons } = ranked([web(), ...others]);
    expect(rank).toBe(5 * factor);
    expect(rankReasons.join()).toMatch(reason);
  });
  it.each<[string, number, RegExp, Tweak]>([
    ["the host's network", exposureFactors.hostNetwork, /hostNetwork/, { hostNetwork: true }],
    ["a host port", exposureFactors.hostPort, /hostPort 80/, { containers: [container({ ports: [{ containerPort: 80, hostPort: 80 }] })] }],
    ["a container port", 1, /^$/, { containers: [container({ ports: [{ containerPort: 80, hostPort: 0 }] })] }],
  ])("%s", (_what, factor, reason, spec) => {
    const { rank, rankReasons } = ranked([web(spec)]);
    expect(rank).toBe(5 * factor);
    expect(rankReasons.join()).toMatch(reason);
  });
});

describe("exposure of other objects", () => {
  it.each<[string, number, RegExp, readonly [RawObject, ...RawObject[]]]>([
    ["a Service by its own type", exposureFactors.nodePort, /NodePort/, [service({ spec: { type: "NodePort" } })]],
    ["an Ingress", exposureFactors.ingress, /Ingress shop/, [ingress()]],
    ["a binding to anyone", exposureFactors.anyone, /without logging in/, [roleBinding({ subjects: [{ kind: "User", name: "system:anonymous" }] })]],
    ["a binding to all users", exposureFactors.everyUser, /everyone who can log in/, [roleBinding({ subjects: [{ kind: "Group", name: "system:authenticated" }] })]],
    ["a binding to all service accounts", exposureFactors.everyServiceAccount, /every service account/, [roleBinding({ subjects: [{ kind: "Group", name: "system:serviceaccounts" }] })]],
    ["a binding to a user", 1, /^$/, [roleBinding({ subjects: [{ kind: "User", name: "constructor" }] })]],
    ["a service account by what runs as it", exposureFactors.hostNetwork, /used by Deployment shop\/web/, [serviceAccount({ metadata: { name: "robot" } }), web({ serviceAccountName: "robot", hostNetwork: true })]],
    ["a binding by what runs as its subject", exposureFactors.hostNetwork, /used by Deployment shop\/web/, [roleBinding({ subjects: [robot] }), web({ serviceAccountName: "robot", hostNetwork: true })]],
    ["an object of the whole cluster", exposureFactors.clusterWide, /whole cluster/, [clusterRole({ rules: [] })]],
    ["a namespace", 1, /^$/, [namespace()]],
    ["the control plane", exposureFactors.controlPlane, /component of the control plane/, [componentPod("kube-scheduler", [], { spec: { hostNetwork: undefined } })]],
  ])("%s", (_what, factor, reason, objects) => {
    const { rank, rankReasons } = ranked(objects);
    expect(rank).toBeCloseTo(5 * factor, 1);
    expect(rankReasons.join()).toMatch(reason);
  });
});

describe("privilege of a workload", () => {
  it.each<[string, number, RegExp, Tweak]>([
    ["privileged", privilegeFactors.privileged, /runs privileged/, { containers: [container({ securityContext: { privileged: true } })] }],
    ["privileged at the start only", privilegeFactors.privileged, /runs privileged/, { initContainers: [container({ securityContext: { privileged: true } })] }],
    ["a capability", privilegeFactors.capability, /SYS_ADMIN/, { containers: [container({ securityContext: { capabilities: { add: ["CAP_SYS_ADMIN"] } } })] }],
    ["the host's processes", privilegeFactors.hostPid, /processes/, { hostPID: true }],
    ["the host's root", privilegeFactors.hostRoot, /whole file system/, { volumes: [{ name: "v", hostPath: { path: "//" } }] }],
    ["the runtime's socket", privilegeFactors.runtimeSocket, /socket/, { volumes: [{ name: "v", hostPath: { path: "/run/containerd/containerd.sock" } }] }],
    ["system paths", privilegeFactors.hostPath, /system paths/, { volumes: [{ name: "v", hostPath: { path: "/etc/kubernetes" } }] }],
    ["other host paths", 1, /^$/, { volumes: [{ name: "v", hostPath: { path: "/data" } }] }],
    ["a harmless capability", 1, /^$/, { containers: [container({ securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } })] }],
    ["a control plane node, by selector", privilegeFactors.controlPlaneNode, /control plane node/, { nodeSelector: { "node-role.kubernetes.io/control-plane": "" } }],
  ])("%s", (_what, factor, reason, spec) => {
    const { rank, rankReasons } = ranked([web(spec)]);
    expect(rank).toBe(5 * factor);
    expect(rankReasons.join()).toMatch(reason);
  });

  it("a control plane node, by where its pods run", () => {
    const cp = node({ metadata: { name: "cp", labels: { "node-role.kubernetes.io/control-plane": "" } } });
    expect(ranked([pod({ spec: { nodeName: "cp" } }), cp]).rank).toBe(5 * privilegeFactors.controlPlaneNode);
    expect(ranked([pod({ spec: { nodeName: "worker" } }), cp]).rank).toBe(5);
  });

  it.each<[string, number, RegExp, RawObject[]]>([
    ["everything", privilegeFactors.everything, /its service account can do everything in the whole cluster \(ClusterRoleBinding/, grant(everything)],
    ["reading Secrets", privilegeFactors.readSecrets, /can read Secrets in the whole cluster/, grant(readSecrets)],
    ["everything in a namespace", privilegeFactors.everythingInNamespace, /everything in namespace shop/, grantIn("shop", everything)],
    ["reading Secrets in a namespace", privilegeFactors.readSecretsInNamespace, /in namespace shop/, grantIn("shop", readSecrets)],
    ["reading Secrets in kube-system", privilegeFactors.readSecrets, /in namespace kube-system/, grantIn("kube-system", readSecrets)],
  ])("its account's right to %s", (_what, factor, reason, others) => {
    const { rank, rankReasons } = ranked([robotWeb, ...others]);
    expect(rank).toBe(5 * factor);
    expect(rankReasons.join()).toMatch(reason);
  });

  it.each<[string, number, RawObject]>([
    ["is not mounted by the pod", 1, web({ serviceAccountName: "robot", automountServiceAccountToken: false })],
    [
      "is projected all the same",
      privilegeFactors.everything,
      web({ serviceAccountName: "robot", automountServiceAccountToken: false, volumes: [{ name: "t", projected: { sources: [{ serviceAccountToken: { path: "t" } }] } }] }),
    ],
    [
      "is projected for another audience",
      1,
      web({ serviceAccountName: "robot", automountServiceAccountToken: false, volumes: [{ name: "t", projected: { sources: [{ serviceAccountToken: { path: "t", audience: "vault" } }] } }] }),
    ],
  ])("counts the account's rights by whether its token %s", (_what, factor, object) => {
    expect(ranked([object, ...grant(everything)]).rank).toBe(5 * factor);
  });
  it("does not count them where the account withholds the token", () => {
    const account = serviceAccount({ metadata: { name: "robot" }, automountServiceAccountToken: false });
    expect(ranked([robotWeb, account, ...grant(everything)]).rank).toBe(5);
    expect(ranked([web({ serviceAccountName: "robot", automountServiceAccountToken: true }), account, ...grant(everything)]).rank).toBe(10);
  });
});

describe("privilege of RBAC objects", () => {
  const [granted, binding] = grant(everything);
  if (granted === undefined || binding === undefined) throw new Error("no grant");
  it.each<[string, number, readonly [RawObject, ...RawObject[]]]>([
    ["a ClusterRole", privilegeFactors.everything * exposureFactors.clusterWide, [granted]],
    ["a Role", privilegeFactors.everythingInNamespace, [role({ rules: everything })]],
    ["a ClusterRoleBinding", privilegeFactors.everything * exposureFactors.clusterWide, [binding, granted]],
    ["a ServiceAccount", privilegeFactors.everything, [serviceAccount({ metadata: { name: "robot" } }), granted, binding]],
  ])("%s", (_what, factor, objects) => expect(ranked(objects).rank).toBeCloseTo(5 * factor, 1));
});

describe("ranks", () => {
  it("multiply the strongest of each, not all of them", () => {
    const exposed = web({ hostNetwork: true, hostPID: true, containers: [container({ securityContext: { privileged: true } })] });
    const lb = service({ spec: { type: "LoadBalancer" } });
    const { rank, rankReasons } = ranked([exposed, lb], {}, "critical");
    expect(rank).toBe(100 * exposureFactors.loadBalancer * privilegeFactors.privileged);
    expect(rankReasons).toHaveLength(4);
  });
  it.each<[Outcome, Severity, number]>([
    ["fail", "critical", 100],
    ["fail", "info", 1],
    ["unknown", "high", 12.5],
    ["pass", "critical", 0],
  ])("of a %s of severity %s start at %d", (outcome, severity, expected) => {
    const model = modelOf([web()]);
    expect(rankerOf(model)(refIn(model, web()), severity, outcome as "pass").rank).toBe(expected);
  });
  it("are the same for a pod and for the Deployment it belongs to", () => {
    const owned = pod({ metadata: { name: "p", ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", uid: "1", controller: true }] }, spec: { hostPID: true } });
    expect(ranked([owned, web({ hostPID: true })])).toEqual(ranked([web({ hostPID: true })]));
  });
  it("of files are those of their severity", () => {
    expect(rankerOf(modelOf([]))({ apiVersion: "plimsoll/v1", kind: "File", name: "a" }, "high", "fail")).toEqual({ rank: 50, rankReasons: [] });
  });
});

describe("what was not collected", () => {
  it("raises nothing, and is told", () => {
    const { rank, rankReasons } = ranked([robotWeb, ...grant(everything)], { missing: ["services", "clusterrolebindings.rbac.authorization.k8s.io"] });
    expect(rank).toBe(5);
    expect(rankReasons).toEqual([
      "exposure not fully known: services not collected",
      "rights of the service account not fully known: clusterrolebindings.rbac.authorization.k8s.io not collected",
    ]);
  });
  it("is told only where it matters", () => {
    expect(ranked([robotWeb], { partial: { services: ["other"] } }).rankReasons).toEqual([]);
    expect(ranked([namespace()], { missing: ["services"] }).rankReasons).toEqual([]);
  });
  it("is no remark for files", () => expect(ranked([robotWeb], { given: true }).rankReasons).toEqual([]));
});

describe("the guide", () => {
  const guide = readFileSync(new URL("../../../docs/guide/ranking-and-score.md", import.meta.url), "utf8");
  const rows = [...guide.matchAll(/^\| (.+?) +\| `?([a-zA-Z]+)`? +\| ([\d.]+) +\|$/gm)].map(([, , name, value]) => [name, Number(value)]);
  it("shows the numbers that are used", () => {
    const tables = [severityWeights, outcomeFactors, exposureFactors, privilegeFactors, scoreWeights];
    expect(rows).toEqual(tables.flatMap((table) => Object.entries(table)));
  });
});

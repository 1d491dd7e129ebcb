// What workloads reach of sensitive targets: whole and in outline the same, and as the engine answers one by one.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { connections } from "../../engines/network-policy/index.ts";
import {
  componentPod,
  container,
  daemonSet,
  deployment,
  modelOf,
  networkPolicy,
  node,
  pod,
} from "../../testing/index.ts";
import { networkOutline, networkView, outlinedReach, sensitiveReach } from "./index.ts";

const machine = (name: string, address: string, labels: object = {}) =>
  node({
    metadata: { name, labels },
    spec: { providerID: `aws:///zone/${name}` },
    status: { addresses: [{ type: "InternalIP", address }] },
  });
const nodes = [
  machine("cp-1", "10.0.0.1", { "node-role.kubernetes.io/control-plane": "" }),
  machine("one", "10.0.0.2"),
  machine("two", "10.0.0.3"),
];

/** `kind: ports` of what a lone pod reaches, with `!` where it is reached as enforced. */
function reached(objects: readonly object[], name = "web"): string[] {
  const model = modelOf(objects);
  const reach = sensitiveReach(model);
  const workload = networkView(model).workloads.find(({ name: own }) => own === name);
  if (workload === undefined) throw new Error("there is no such workload");
  return reach.targets.map((target) => {
    const { ports, enforced } = reach.toward(workload, target);
    return `${target.kind}: ${ports.join(" ")}${enforced === true ? "!" : enforced === "unknown" ? "?" : ""}`;
  });
}

const calico = daemonSet({
  metadata: { name: "calico-node", namespace: "kube-system" },
  spec: {
    template: {
      spec: { tolerations: [{ operator: "Exists" }], containers: [container({ image: "calico/node:v3.30.1" })] },
    },
  },
});
const running = (tweak: object = {}) =>
  pod({ spec: { nodeName: "one" }, status: { phase: "Running", podIP: "10.1.0.5" }, ...tweak });
const egress = (...rules: object[]) => networkPolicy({ spec: { policyTypes: ["Egress"], egress: rules } });
const to = (cidr: string, port?: number) => ({ to: [{ ipBlock: { cidr } }], ...(port && { ports: [{ port }] }) });
const everything = [
  "metadata: 80!",
  "kubelet: 10250 10255 10256!",
  "api-server: 6443!",
  "etcd: 2379 2380!",
  "ssh: 22!",
];

describe("sensitive targets", () => {
  it.each<[string, readonly object[], readonly string[]]>([
    ["are open without a policy", [running()], everything],
    ["are open to the host network", [running({ spec: { nodeName: "one", hostNetwork: true } }), egress()], everything],
    ["are closed by a policy", [running(), egress()], ["metadata: ", "kubelet: ", "api-server: ", "etcd: ", "ssh: "]],
    [
      "on the pod's own node are no other node's",
      [running(), egress(to("10.0.0.2/32"))],
      ["metadata: ", "kubelet: ", "api-server: ", "etcd: ", "ssh: "],
    ],
    [
      "on one other node are",
      [running(), egress(to("10.0.0.3/32", 10250))],
      ["metadata: ", "kubelet: 10250!", "api-server: ", "etcd: ", "ssh: "],
    ],
    [
      "of the control plane are reached from its node",
      [running({ spec: { nodeName: "cp-1" } }), egress()],
      ["metadata: ", "kubelet: ", "api-server: 6443!", "etcd: 2379 2380!", "ssh: "],
    ],
  ])("%s", (_what, objects, expected) => expect(reached([...nodes, calico, ...objects])).toEqual(expected));

  it("are where flags say", () => {
    const server = componentPod("kube-apiserver", [
      "--secure-port=8443",
      "--advertise-address=192.0.2.1",
      "--etcd-servers=https://192.0.2.9:2379,https://127.0.0.1:2379",
    ]);
    const objects = [...nodes, calico, server, running(), egress(to("192.0.2.0/24"))];
    expect(reached(objects)).toEqual(["metadata: ", "kubelet: ", "api-server: 8443!", "etcd: 2379 2380!", "ssh: "]);
  });

  it("are open where nobody enforces, and unknown where that is not known", () => {
    const flannel = daemonSet({
      metadata: { name: "kube-flannel-ds", namespace: "kube-system" },
      spec: { template: { spec: { containers: [container({ image: "flannel/flannel:v0.26.1" })] } } },
    });
    expect(reached([...nodes, flannel, running(), egress()])).toContain("etcd: !");
    expect(reached([...nodes, running(), egress()])).toContain("etcd: ?");
  });
});

const labels = fc.constantFrom("a", "b", "c");
const rules = fc.array(
  fc.oneof(
    fc
      .record({
        to: fc.constantFrom("0.0.0.0/0", "10.0.0.0/8", "10.0.0.3/32", "169.254.0.0/16"),
        port: fc.constantFrom(80, 22, 2379, undefined),
      })
      .map(({ to: cidr, port }) => to(cidr, port)),
    labels.map((app) => ({ to: [{ podSelector: { matchLabels: { app } } }] })),
    fc.constant({}),
  ),
  { maxLength: 3 },
);
const clusters = fc.record({
  apps: fc.array(fc.tuple(labels, fc.boolean()), { minLength: 1, maxLength: 5 }),
  policies: fc.array(fc.tuple(fc.option(labels, { nil: undefined }), rules), { maxLength: 4 }),
});

describe("the outline", () => {
  it("answers as the whole network, and both as the engine one by one", () => {
    fc.assert(
      fc.property(clusters, ({ apps, policies }) => {
        const objects = [
          ...nodes,
          calico,
          ...apps.map(([app, hostNetwork], index) =>
            deployment({
              metadata: { name: `d${index}` },
              spec: { template: { metadata: { labels: { app } }, spec: { hostNetwork } } },
            }),
          ),
          ...policies.map(([app, egressRules], index) =>
            networkPolicy({
              metadata: { name: `p${index}` },
              spec: {
                podSelector: app === undefined ? {} : { matchLabels: { app } },
                policyTypes: ["Egress"],
                egress: egressRules,
              },
            }),
          ),
        ];
        const model = modelOf(objects);
        const [view, outline] = [networkView(model), networkOutline(model)];
        const [whole, drawn] = [sensitiveReach(model), outlinedReach(model)];
        for (const workload of outline.workloads.filter(({ namespace }) => namespace === "shop")) {
          const same = view.workloads.find(({ owner }) => owner.name === workload.ref.name);
          if (same === undefined) throw new Error("the whole network lacks a workload");
          for (const [index, target] of drawn.targets.entries()) {
            const hostNetwork = workload.spec.hostNetwork === true;
            const { ports } = drawn.toward({ pods: [outline.podOf(workload)], hostNetwork }, target);
            const other = whole.targets[index] ?? target;
            expect(whole.toward(same, other).ports).toEqual(ports);
            const best = Math.max(
              ...target.places.map(({ endpoint }) => {
                const { TCP } = connections(view.compiled, { pod: same.pods[0] ?? -1 }, endpoint).ports;
                return target.ports.filter((port) => TCP.some(([first, last]) => port >= first && port <= last)).length;
              }),
            );
            expect(ports.length).toBe(best);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

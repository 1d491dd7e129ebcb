// Reach where pods have addresses, nodes and Services: own nodes, families, NodePorts, and what was not seen.
import { describe, expect, it } from "vitest";
import { modelOf, type ModelTraits } from "../../../testing/index.ts";
import { networkReach } from "./reach.ts";
import { networkReachAll } from "./reach-all.ts";

function pod(name: string, ips: readonly string[], spec: object = {}, namespace = "shop") {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels: { app: name } },
    spec: { nodeName: "n1", containers: [{ name: "c", ports: [{ name: "http", containerPort: 8080 }] }], ...spec },
    status: { phase: "Running", podIPs: ips.map((ip) => ({ ip })) },
  };
}

function node(name: string, address: string, labels = {}) {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels },
    status: { addresses: [{ type: "InternalIP", address }] },
  };
}

function policy(spec: object, namespace = "shop") {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "p", namespace }, spec };
}

const service = (spec: object) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "a", namespace: "shop" },
  spec: { ports: [{ port: 80, targetPort: "http" }], ...spec },
});

const world = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
  node("n1", "192.168.0.1", { "node-role.kubernetes.io/control-plane": "" }),
  node("n2", "192.168.0.2"),
  pod("a", ["10.0.0.1"]),
  pod("b", ["10.0.0.2"], { nodeName: "n2" }),
  pod("host", ["192.168.0.1"], { hostNetwork: true }),
];
const denyIn = policy({ podSelector: {} });

function reach(objects: readonly object[], from: string, to: string, port?: string, traits?: ModelTraits) {
  return networkReach(modelOf([...world, ...objects], traits), {
    from,
    to,
    ...(port === undefined ? {} : { port }),
    namespace: "shop",
  }).data;
}

describe("networkReach", () => {
  it.each<[string, readonly object[], string, string, string | undefined, string]>([
    ["a node and its own pod, whatever the policies", [denyIn], "node/n1", "a", undefined, "yes"],
    ["another node", [denyIn], "node/n2", "a", undefined, "no"],
    ["a pod on the host network and a pod of its node", [denyIn], "host", "a", undefined, "yes"],
    ["a pod on the host network and a pod of another node", [denyIn], "host", "b", undefined, "no"],
    ["a node by its address", [denyIn], "192.168.0.1", "a", undefined, "yes"],
    ["a pod by its address", [denyIn], "10.0.0.2", "10.0.0.1", undefined, "no"],
    ["the API server, on the nodes of the control plane", [], "b", "apiserver", "6443", "yes"],
    ["families that do not meet", [], "a", "2001:db8::1", undefined, "no"],
    [
      "the internet over the family a pod has",
      [policy({ podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] })],
      "a",
      "internet",
      undefined,
      "yes",
    ],
    ["a block with pods and nodes in it", [denyIn], "b", "10.0.0.0/24", undefined, "partly"],
    ["a Service whose endpoints are made by hand", [service({})], "b", "svc/a", undefined, "unknown"],
    [
      "a NodePort from outside, where nodes may come in",
      [
        service({ type: "NodePort", selector: { app: "a" } }),
        policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "192.168.0.2/32" } }] }] }),
      ],
      "203.0.113.9",
      "svc/a",
      "80",
      "yes",
    ],
    [
      "the same where the client's address is kept",
      [
        service({ type: "NodePort", externalTrafficPolicy: "Local", selector: { app: "a" } }),
        policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "192.168.0.2/32" } }] }] }),
      ],
      "203.0.113.9",
      "svc/a",
      "80",
      "no",
    ],
  ])("knows %s", (_, objects, from, to, port, written) => {
    expect(reach(objects, from, to, port).written).toBe(written);
  });

  it.each<[string, ModelTraits, string]>([
    ["all was seen", {}, "certain"],
    ["there were only files", { given: true }, "given"],
    [
      "policies of the namespace were not read",
      { partial: { "networkpolicies.networking.k8s.io": ["shop"] } },
      "unknown",
    ],
    [
      "policies of another namespace were not read",
      { partial: { "networkpolicies.networking.k8s.io": ["tools"] } },
      "certain",
    ],
    [
      "policies of administrators were not read",
      { missing: ["adminnetworkpolicies.policy.networking.k8s.io"] },
      "unknown",
    ],
    ["Services were not read", { missing: ["services"] }, "certain"],
  ])("is as sure as it can be when %s", (_, traits, certainty) => {
    const data = reach([], "a", "b", undefined, traits);
    expect(data).toMatchObject({ certainty, written: "yes", answer: certainty === "unknown" ? "unknown" : "yes" });
  });

  it("names what was not seen, and how it could be", () => {
    const { unseen } = reach([], "a", "b", undefined, { missing: ["nodes", "networkpolicies.networking.k8s.io"] });
    expect(unseen.map(({ what, decides }) => [what, decides])).toEqual([
      ["nodes", false],
      ["NetworkPolicies", true],
    ]);
  });

  it("keeps rows bounded for a namespace of many pods", () => {
    const many = Array.from({ length: 300 }, (_, at) => pod(`x${at}`, [`10.1.${at >> 8}.${at & 255}`]));
    const { pairs } = reach([...many, denyIn], "ns/shop", "a");
    expect(pairs.length).toBeLessThan(8);
    expect(Math.max(...pairs.flatMap(({ from }) => from.members.length))).toBeLessThanOrEqual(20);
  });
});

describe("networkReachAll", () => {
  it("tells what only a pod's own node reaches apart", () => {
    const { data } = networkReachAll(modelOf([...world, denyIn]), { party: "shop/a", direction: "ingress" });
    expect(data.workloads.map(({ label, open, ownNode }) => [label, open, ownNode])).toEqual([
      ["Pod shop/b", false, false],
      ["Pod shop/host", true, true],
    ]);
    expect(data.outside.find(({ label }) => label === "nodes")).toMatchObject({
      open: true,
      everywhere: false,
      ownNode: true,
    });
  });
});

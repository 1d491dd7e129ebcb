// What is left of policies when a plugin ignores a direction, a kind, ranges of ports, or enforces nothing on one node.
import { describe, expect, it } from "vitest";
import { networkView, type NetworkView } from "../../../checking/network/index.ts";
import { connections, podNumber } from "../../../engines/network-policy/index.ts";
import type { NetworkPlugin } from "../../../model/index.ts";
import { modelOf } from "../../../testing/index.ts";
import { asEnforced } from "./as-enforced.ts";
import { formatPorts } from "./port-text.ts";

function pod(name: string, node: string) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop", labels: { app: name } },
    spec: { nodeName: node, containers: [{ name: "c" }] },
    status: { phase: "Running" },
  };
}

function policy(name: string, spec: object) {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace: "shop" }, spec };
}

const egressOfA = policy("out", {
  podSelector: { matchLabels: { app: "a" } },
  policyTypes: ["Egress"],
  egress: [{ ports: [{ port: 80, endPort: 90 }] }],
});
const ingressOfB = policy("in", {
  podSelector: { matchLabels: { app: "b" } },
  ingress: [{ ports: [{ port: 85, endPort: 99 }] }],
});
const adminDeny = {
  apiVersion: "policy.networking.k8s.io/v1alpha1",
  kind: "AdminNetworkPolicy",
  metadata: { name: "deny" },
  spec: {
    priority: 1,
    subject: { namespaces: {} },
    ingress: [{ action: "Deny", from: [{ namespaces: {} }], ports: [{ portNumber: { protocol: "TCP", port: 88 } }] }],
  },
};

const enforcing = {
  ingress: "enforced",
  egress: "enforced",
  endPort: "enforced",
  adminTiers: "enforced",
  clusterTiers: "enforced",
} as const;

function viewWith(plugin: Partial<NetworkPlugin>): NetworkView {
  const view = networkView(modelOf([pod("a", "n1"), pod("b", "n2"), egressOfA, ingressOfB, adminDeny]));
  return { ...view, plugin: { ...view.plugin, ...enforcing, ...plugin } };
}

function openWith(plugin: Partial<NetworkPlugin>): string {
  const view = viewWith(plugin);
  const [a, b] = ["a", "b"].map((name) => podNumber(view.compiled, "shop", name) ?? -1);
  return formatPorts(connections(asEnforced(view).between("n1", "n2"), { pod: a ?? -1 }, { pod: b ?? -1 }).ports);
}

const off = (node: string) =>
  ({ nodes: [{ node, enforcement: "not-enforced", reason: "its agent is not ready" }] }) as const;

describe("asEnforced", () => {
  it.each<[string, Partial<NetworkPlugin>, string]>([
    ["everything", {}, "85-87, 89-90/TCP"],
    ["no ingress", { ingress: "not-enforced" }, "80-90/TCP"],
    ["no egress", { egress: "not-enforced" }, "85-87, 89-99/TCP"],
    ["nothing", { ingress: "not-enforced", egress: "not-enforced" }, "all ports"],
    ["no admin tiers", { adminTiers: "not-enforced" }, "85-90/TCP"],
    ["no ranges", { endPort: "not-enforced" }, "no port"],
    ["no ranges and no egress", { endPort: "not-enforced", egress: "not-enforced" }, "85/TCP"],
    ["nothing on the node of the source", off("n1"), "85-87, 89-99/TCP"],
    ["nothing on the node of the target", off("n2"), "80-90/TCP"],
    ["nothing on another node", off("n3"), "85-87, 89-90/TCP"],
    ["what is not known as if it did", { ingress: "unknown", egress: "unknown" }, "85-87, 89-90/TCP"],
  ])("of a plugin that enforces %s", (_, plugin, ports) => {
    expect(openWith(plugin)).toBe(ports);
  });

  it("knows whether anything written is ignored", () => {
    expect(asEnforced(viewWith({})).differs).toBe(false);
    expect(asEnforced(viewWith({ endPort: "not-enforced" })).differs).toBe(true);
    expect(asEnforced(viewWith({ clusterTiers: "not-enforced" })).differs).toBe(false);
  });
});

// What a trace tells: who was asked, in what order, what matched, and what decided.
import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { explain } from "./explain.ts";
import { parseCluster } from "./parse-cluster.ts";

const pod = (namespace: string, name: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace, name, labels: { app: name } },
  spec: {},
  status: {},
});
const networkPolicy = (namespace: string, name: string, spec: object) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { namespace, name },
  spec: { podSelector: {}, ...spec },
});
const admin = (name: string, priority: number, ingress: readonly object[]) => ({
  apiVersion: "policy.networking.k8s.io/v1alpha1",
  kind: "AdminNetworkPolicy",
  metadata: { name },
  spec: { priority, subject: { namespaces: {} }, ingress },
});
const from = { from: [{ pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: "client" } } } }] };
const to80 = { ports: [{ portNumber: { port: 80 } }] };

function ingressTrace(policies: readonly object[], port = 80) {
  const { input } = parseCluster([pod("a", "client"), pod("b", "server"), ...policies]);
  return explain(compile(input), { pod: 0 }, { pod: 1 }, "TCP", port).directions[1];
}

describe("explain", () => {
  it("is open by default where nothing applies, and says so", () => {
    expect(ingressTrace([])).toEqual({ direction: "ingress", verdict: "allowed", decidedBy: "default", policies: [] });
  });

  it("visits all policies of the pod's namespace and of no other, with what each rule says", () => {
    const trace = ingressTrace([
      networkPolicy("a", "elsewhere", {}),
      networkPolicy("b", "others", { podSelector: { matchLabels: { app: "x" } } }),
      networkPolicy("b", "outward", { policyTypes: ["Egress"] }),
      networkPolicy("b", "inward", {
        ingress: [
          { from: [{ podSelector: {} }] },
          { from: [{ podSelector: {} }, { namespaceSelector: {} }], ports: [{ port: 81 }] },
          { ports: [{ port: 80 }] },
        ],
      }),
    ]);
    expect(trace).toMatchObject({ verdict: "allowed", decidedBy: "network" });
    expect(trace?.policies.map(({ policy, selects, governs }) => ({ policy, selects, governs }))).toEqual([
      { policy: "NetworkPolicy/b/inward", selects: true, governs: true },
      { policy: "NetworkPolicy/b/others", selects: false, governs: true },
      { policy: "NetworkPolicy/b/outward", selects: true, governs: false },
    ]);
    expect(trace?.policies.flatMap(({ rules }) => rules)).toEqual([
      { index: 0, action: "accept", peers: [], peerMatches: false, portMatches: true, decides: false },
      { index: 1, action: "accept", peers: [1], peerMatches: true, portMatches: false, decides: false },
      { index: 2, action: "accept", peerMatches: true, portMatches: true, decides: true },
    ]);
  });

  it("tells denial by isolation from denial by a rule", () => {
    expect(ingressTrace([networkPolicy("b", "deny", {})])).toMatchObject({ verdict: "denied", decidedBy: "isolation" });
    expect(ingressTrace([admin("deny", 1, [{ action: "Deny", ...from }])])).toMatchObject({
      verdict: "denied",
      decidedBy: "admin",
    });
  });

  it("stops asking once a tier has decided, and goes on after a pass", () => {
    const list = (action: string) => [
      admin("late", 9, [{ action: "Deny", ...from }]),
      admin("early", 1, [
        { name: "first", action, ...from, ...to80 },
        { action: "Deny", ...from },
      ]),
      networkPolicy("b", "open", { ingress: [{}] }),
    ];
    const accepted = ingressTrace(list("Allow"));
    expect(accepted).toMatchObject({ verdict: "allowed", decidedBy: "admin" });
    expect(accepted?.policies.map(({ policy, rules }) => [policy, rules.map(({ decides }) => decides)])).toEqual([
      ["AdminNetworkPolicy/early", [true, false]],
      ["AdminNetworkPolicy/late", []],
    ]);
    const passed = ingressTrace(list("Pass"));
    expect(passed).toMatchObject({ verdict: "allowed", decidedBy: "network" });
    expect(passed?.policies.map(({ tier }) => tier)).toEqual(["admin", "admin", "network"]);
    expect(passed?.policies[0]?.rules[0]).toMatchObject({ name: "first", action: "pass", decides: true });
    expect(ingressTrace(list("Pass"), 81)).toMatchObject({ verdict: "denied", decidedBy: "admin" });
  });
});

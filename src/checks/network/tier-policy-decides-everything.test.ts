// Cases of tier-policy-decides-everything.
import { describe, it } from "vitest";
import { testCheck } from "../../testing/index.ts";
import { tierPolicyDecidesEverything } from "./tier-policy-decides-everything.ts";

const admin = (name: string, priority: number, spec: object) => ({
  apiVersion: "policy.networking.k8s.io/v1alpha2",
  kind: "ClusterNetworkPolicy",
  metadata: { name },
  spec: { tier: "Admin", priority, subject: { namespaces: {} }, ...spec },
});
const older = (spec: object) => ({
  apiVersion: "policy.networking.k8s.io/v1alpha1",
  kind: "AdminNetworkPolicy",
  metadata: { name: "older" },
  spec: { priority: 9, subject: { namespaces: {} }, ...spec },
});
const all = { from: [{ namespaces: {} }] };
const some = { action: "Accept", from: [{ namespaces: { matchLabels: { a: "b" } } }] };
const object = "ClusterNetworkPolicy first";

testCheck(
  tierPolicyDecidesEverything,
  [
    {
      name: "narrow rules, and a deny at the end",
      objects: [admin("first", 1, { ingress: [some, { action: "Deny", ...all }] })],
      outcome: "pass",
    },
    {
      name: "everything is accepted",
      objects: [admin("first", 1, { ingress: [some, { action: "Accept", ...all }] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "accept",
          severity: "high",
          path: "spec.ingress[1]",
          data: { rule: 2, direction: "ingress" },
        },
      ],
    },
    {
      name: "all addresses, outwards",
      objects: [admin("first", 1, { egress: [{ action: "Accept", to: [{ networks: ["0.0.0.0/0"] }] }] })],
      outcome: "fail",
      findings: [{ object, message: "accept", severity: "medium" }],
    },
    {
      name: "everything is passed on, and rules come after",
      objects: [admin("first", 1, { ingress: [{ action: "Pass", ...all }, some] })],
      outcome: "fail",
      findings: [{ object, message: "pass", severity: "low", path: "spec.ingress[0]" }],
    },
    {
      name: "everything is passed on, before another policy",
      objects: [admin("first", 1, { ingress: [{ action: "Pass", ...all }] }), older({ ingress: [] })],
      outcome: "fail",
      findings: [{ object, message: "pass" }],
    },
    {
      name: "a pass at the very end",
      objects: [admin("first", 1, { ingress: [{ action: "Pass", ...all }] })],
      outcome: "pass",
    },
    {
      name: "one port of everything",
      objects: [
        older({ ingress: [{ action: "Allow", ...all, ports: [{ portNumber: { protocol: "TCP", port: 443 } }] }] }),
      ],
      outcome: "pass",
    },
  ],
  { describe, it },
);

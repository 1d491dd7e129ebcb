// Cases of network-policy-allows-everything.
import { describe, it } from "vitest";
import { networkPolicy, testCheck } from "../../testing/index.ts";
import { networkPolicyAllowsEverything } from "./network-policy-allows-everything.ts";

const object = "NetworkPolicy shop/networkpolicy";
const ingress = (...rules: object[]) => networkPolicy({ spec: { ingress: rules } });
const some = { from: [{ podSelector: {} }] };

testCheck(
  networkPolicyAllowsEverything,
  [
    {
      name: "rules with limits",
      objects: [ingress(some, { ports: [{ port: 443 }] }, { from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] })],
      outcome: "pass",
    },
    {
      name: "an empty rule",
      objects: [ingress(some, {})],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "ingress", severity: "medium", path: "spec.ingress[1]", data: { rule: 2 } }],
    },
    ...[
      { from: [{ namespaceSelector: {} }] },
      { from: [some.from[0], { ipBlock: { cidr: "::/0" } }] },
      { from: [], ports: [] },
    ].map((rule) => ({
      name: `anybody: ${JSON.stringify(rule)}`,
      objects: [ingress(rule)],
      outcome: "fail" as const,
      findings: [{ object, message: "ingress" as const }],
    })),
    {
      name: "egress to anywhere",
      objects: [networkPolicy({ spec: { policyTypes: ["Egress"], egress: [{}] } })],
      outcome: "fail",
      findings: [{ object, message: "egress", severity: "low", path: "spec.egress[0]" }],
    },
    {
      name: "a rule in a direction the policy does not limit",
      objects: [networkPolicy({ spec: { policyTypes: ["Ingress"], egress: [{}] } })],
      outcome: "pass",
    },
  ],
  { describe, it },
);

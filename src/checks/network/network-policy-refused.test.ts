// Cases of network-policy-refused.
import { describe, it } from "vitest";
import { networkPolicy, testCheck } from "../../testing/index.ts";
import { networkPolicyRefused } from "./network-policy-refused.ts";

const object = "NetworkPolicy shop/networkpolicy";
const ingress = (rule: object) => networkPolicy({ spec: { ingress: [rule] } });

testCheck(
  networkPolicyRefused,
  [
    { name: "a valid policy", objects: [networkPolicy()], outcome: "pass" },
    { name: "a valid policy, twice", objects: [networkPolicy(), networkPolicy()], outcome: "pass" },
    {
      name: "an address that is none",
      objects: [
        ingress({ from: [{ ipBlock: { cidr: "10.0.0.300/8" } }] }),
        networkPolicy({ metadata: { name: "other" } }),
      ],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "refused", path: "spec.ingress[0].from[0].ipBlock.cidr" }],
    },
    ...[
      { from: [{}] },
      { ports: [{ port: 8080, endPort: 80 }] },
      { from: [{ podSelector: { matchExpressions: [{ key: "a", operator: "Like" }] } }] },
    ].map((rule) => ({
      name: `a rule the API does not take: ${JSON.stringify(rule)}`,
      objects: [ingress(rule)],
      outcome: "fail" as const,
      findings: [{ object, message: "refused" as const }],
    })),
    {
      name: "a baseline of another name",
      objects: [
        {
          apiVersion: "policy.networking.k8s.io/v1alpha1",
          kind: "BaselineAdminNetworkPolicy",
          metadata: { name: "mine" },
          spec: { subject: { namespaces: {} } },
        },
      ],
      outcome: "fail",
      findings: [{ object: "BaselineAdminNetworkPolicy mine", message: "refused" }],
    },
  ],
  { describe, it },
);

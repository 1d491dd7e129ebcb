// Cases of workload-without-network-policy.
import { describe, it } from "vitest";
import { deployment, networkPolicy, pod, testCheck } from "../../testing/index.ts";
import { workloadWithoutNetworkPolicy } from "./workload-without-network-policy.ts";

const forDb = (spec: object = {}) =>
  networkPolicy({ metadata: { name: "db" }, spec: { podSelector: { matchLabels: { app: "db" } }, ...spec } });
const object = "Deployment shop/deployment";
const labels = "spec.template.metadata.labels";

testCheck(
  workloadWithoutNetworkPolicy,
  [
    { name: "a policy for all", objects: [deployment(), networkPolicy(), forDb()], outcome: "pass" },
    {
      name: "a policy for others",
      objects: [deployment(), forDb()],
      outcome: "fail",
      docs: true,
      findings: [
        { object, message: "ingress", severity: "medium", path: labels, data: { namespace: "shop", policy: "db" } },
      ],
    },
    {
      name: "both directions are limited for others",
      objects: [deployment(), forDb({ policyTypes: ["Ingress", "Egress"] })],
      outcome: "fail",
      findings: [
        { object, message: "ingress", severity: "medium" },
        { object, message: "egress", severity: "low" },
      ],
    },
    {
      name: "one direction is limited for it",
      objects: [deployment(), networkPolicy(), forDb({ policyTypes: ["Egress"] })],
      outcome: "fail",
      findings: [{ object, message: "egress", path: labels }],
    },
    {
      name: "a label that is missing matches NotIn",
      objects: [
        deployment(),
        networkPolicy({
          spec: { podSelector: { matchExpressions: [{ key: "tier", operator: "NotIn", values: ["db"] }] } },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "no policy in the namespace: another check's",
      objects: [deployment(), forDb({}), pod({ metadata: { namespace: "bank" } })].slice(2),
      outcome: "not-applicable",
    },
    {
      name: "pods on the host network, and an exempt namespace",
      objects: [
        pod({ spec: { hostNetwork: true } }),
        forDb(),
        pod({ metadata: { namespace: "kube-system" } }),
        networkPolicy({ metadata: { namespace: "kube-system" }, spec: { podSelector: { matchLabels: { app: "x" } } } }),
      ],
      outcome: "not-applicable",
    },
  ],
  { describe, it },
);

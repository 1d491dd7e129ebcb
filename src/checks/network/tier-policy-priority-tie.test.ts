// Cases of tier-policy-priority-tie.
import { describe, it } from "vitest";
import { testCheck } from "../../testing/index.ts";
import { tierPolicyPriorityTie } from "./tier-policy-priority-tie.ts";

const policy = (name: string, priority: number, tier = "Admin") => ({
  apiVersion: "policy.networking.k8s.io/v1alpha2",
  kind: "ClusterNetworkPolicy",
  metadata: { name },
  spec: { tier, priority, subject: { namespaces: {} } },
});

testCheck(
  tierPolicyPriorityTie,
  [
    {
      name: "priorities of their own, and one of another tier",
      objects: [policy("a", 1), policy("b", 2), policy("c", 2, "Baseline")],
      outcome: "pass",
    },
    {
      name: "two of one priority",
      objects: [policy("a", 1), policy("b", 1)],
      outcome: "fail",
      docs: true,
      findings: [
        { object: "ClusterNetworkPolicy a", message: "tie" },
        {
          object: "ClusterNetworkPolicy b",
          message: "tie",
          severity: "low",
          path: "spec.priority",
          data: { others: "ClusterNetworkPolicy/a", priority: 1 },
        },
      ],
    },
  ],
  { describe, it },
);

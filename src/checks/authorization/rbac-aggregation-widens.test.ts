// Cases of rbac-aggregation-widens.
import { describe, it } from "vitest";
import { clusterRole, testCheck } from "../../testing/index.ts";
import { rbacAggregationWidens } from "./rbac-aggregation-widens.ts";

const label = (target: string) => `rbac.authorization.k8s.io/aggregate-to-${target}`;
const widening = (target: string, rule: object) =>
  clusterRole({ metadata: { labels: { [label(target)]: "true" } }, rules: [rule] });
const secrets = { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] };
const customs = { apiGroups: ["example.com"], resources: ["*"], verbs: ["*"] };

testCheck(
  rbacAggregationWidens,
  [
    { name: "custom resources", objects: [widening("view", customs)], outcome: "pass" },
    { name: "what edit has anyway", objects: [widening("edit", secrets)], outcome: "pass" },
    {
      name: "label that says no",
      objects: [clusterRole({ metadata: { labels: { [label("view")]: "false" } }, rules: [secrets] })],
      outcome: "pass",
    },
    {
      name: "a standard role",
      objects: [
        clusterRole({
          metadata: { name: "system:aggregate-to-view", labels: { [label("view")]: "true" } },
          rules: [secrets],
        }),
      ],
      outcome: "pass",
    },
    {
      name: "secrets for whoever may look around",
      objects: [widening("view", secrets)],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRole clusterrole",
          message: "widened",
          severity: "medium",
          data: { target: "view", abilities: "read Secrets" },
        },
      ],
    },
    {
      name: "every right for editors",
      objects: [widening("edit", { apiGroups: [""], resources: ["users"], verbs: ["impersonate"] })],
      outcome: "fail",
      findings: [{ object: "ClusterRole clusterrole", message: "widened", severity: "high" }],
    },
  ],
  { describe, it },
);

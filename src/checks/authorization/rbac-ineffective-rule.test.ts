// Cases of rbac-ineffective-rule.
import { describe, it } from "vitest";
import { clusterRole, role, testCheck } from "../../testing/index.ts";
import { rbacIneffectiveRule } from "./rbac-ineffective-rule.ts";

const rule = (resources: readonly string[]) => [{ apiGroups: [""], resources, verbs: ["get"] }];

testCheck(
  rbacIneffectiveRule,
  [
    {
      name: "stars that stand for something",
      objects: [role({ rules: rule(["*", "*/log", "pods"]) })],
      outcome: "pass",
    },
    {
      name: "stars that stand for themselves",
      objects: [clusterRole({ rules: rule(["pods", "pods/*", "*/*"]) })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRole clusterrole",
          message: "nothing",
          path: "rules[0].resources[1]",
          data: { resource: "pods/*" },
        },
        {
          object: "ClusterRole clusterrole",
          message: "nothing",
          path: "rules[0].resources[2]",
          data: { resource: "*/*" },
        },
      ],
    },
  ],
  { describe, it },
);

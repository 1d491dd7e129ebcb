// Cases of rbac-wildcard-rights.
import { describe, it } from "vitest";
import { clusterRole, clusterRoleBinding, role, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacWildcardRights } from "./rbac-wildcard-rights.ts";

const everything = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };
const binding = clusterRoleBinding({ roleRef: { name: "clusterrole" } });

testCheck(
  rbacWildcardRights,
  [
    {
      name: "stars inside words are no wildcards",
      objects: [clusterRole({ rules: [{ apiGroups: [""], resources: ["pods/*", "*/log"], verbs: ["get"] }] }), binding],
      outcome: "pass",
    },
    {
      name: "everything, held in the whole cluster",
      objects: [clusterRole({ rules: [everything] }), binding],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRole clusterrole",
          message: "everything",
          severity: "high",
          path: "rules[0]",
          data: { rule: "rules[0]", holders: "User jane in the whole cluster" },
        },
      ],
    },
    {
      name: "everything, held by nobody",
      objects: [clusterRole({ rules: [everything] })],
      outcome: "fail",
      findings: [{ object: "ClusterRole clusterrole", message: "everything", severity: "info" }],
    },
    {
      name: "everything, in files that do not show who holds it",
      objects: [clusterRole({ rules: [everything] })],
      given: true,
      outcome: "fail",
      findings: [{ object: "ClusterRole clusterrole", message: "everything", severity: "medium" }],
    },
    {
      name: "every verb in one namespace",
      objects: [
        role({ rules: [{ apiGroups: [""], resources: ["configmaps"], verbs: ["*"] }] }),
        roleBinding({ roleRef: { kind: "Role", name: "role" } }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "Role shop/role",
          message: "some",
          severity: "low",
          data: { rule: "rules[0]", wildcards: "verbs", holders: "User jane in namespace shop" },
        },
      ],
    },
    {
      name: "an operator and its own resources",
      objects: [clusterRole({ rules: [{ apiGroups: ["example.com"], resources: ["*"], verbs: ["*"] }] }), binding],
      outcome: "fail",
      findings: [{ object: "ClusterRole clusterrole", message: "some", severity: "low" }],
    },
    {
      name: "a wildcard rule added to a role that every cluster has",
      objects: [
        clusterRole({
          metadata: { name: "cluster-admin" },
          rules: [
            everything,
            { verbs: ["*"], nonResourceURLs: ["*"] },
            { apiGroups: ["apps"], resources: ["*"], verbs: ["get"] },
          ],
        }),
      ],
      outcome: "fail",
      findings: [{ object: "ClusterRole cluster-admin", message: "some", path: "rules[2]" }],
    },
  ],
  { describe, it },
);

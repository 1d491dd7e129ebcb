// Cases of rbac-namespace-accounts-granted.
import { describe, it } from "vitest";
import { clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacNamespaceAccountsGranted } from "./rbac-namespace-accounts-granted.ts";

const group = (name: string) => ({ subjects: [{ kind: "Group", name }] });

testCheck(
  rbacNamespaceAccountsGranted,
  [
    {
      name: "other groups",
      objects: [clusterRoleBinding(group("system:serviceaccounts")), roleBinding(group("dev"))],
      outcome: "pass",
    },
    {
      name: "in the whole cluster",
      objects: [clusterRoleBinding(group("system:serviceaccounts:shop"))],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRoleBinding clusterrolebinding",
          message: "granted",
          severity: "medium",
          path: "subjects[0]",
          data: { namespace: "shop", role: "ClusterRole view", place: "in the whole cluster" },
        },
      ],
    },
    {
      name: "in another namespace",
      objects: [roleBinding(group("system:serviceaccounts:bank"))],
      outcome: "fail",
      findings: [
        {
          object: "RoleBinding shop/rolebinding",
          message: "granted",
          severity: "low",
          data: { namespace: "bank", role: "ClusterRole view", place: "in namespace shop" },
        },
      ],
    },
  ],
  { describe, it },
);

// Cases of rbac-default-service-account-bound.
import { describe, it } from "vitest";
import { clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacDefaultServiceAccountBound } from "./rbac-default-service-account-bound.ts";

testCheck(
  rbacDefaultServiceAccountBound,
  [
    {
      name: "a service account of its own, and a user called default",
      objects: [
        roleBinding({
          subjects: [
            { kind: "ServiceAccount", name: "web" },
            { kind: "User", name: "default" },
          ],
        }),
      ],
      outcome: "pass",
    },
    {
      name: "in its own namespace, without naming it",
      objects: [roleBinding({ subjects: [{ kind: "ServiceAccount", name: "default" }] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "RoleBinding shop/rolebinding",
          message: "bound",
          severity: "medium",
          path: "subjects[0]",
          data: { namespace: "shop", role: "ClusterRole view", place: "in namespace shop" },
        },
      ],
    },
    {
      name: "in the whole cluster, spelled as a user",
      objects: [clusterRoleBinding({ subjects: [{ kind: "User", name: "system:serviceaccount:bank:default" }] })],
      outcome: "fail",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "bound", severity: "high" }],
    },
  ],
  { describe, it },
);

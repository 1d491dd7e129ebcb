// Cases of rbac-dangling-role-ref.
import { describe, it } from "vitest";
import { clusterRole, clusterRoleBinding, role, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacDanglingRoleRef } from "./rbac-dangling-role-ref.ts";

const toRole = (namespace: string) =>
  roleBinding({ metadata: { namespace }, roleRef: { kind: "Role", name: "deployer" } });

testCheck(
  rbacDanglingRoleRef,
  [
    {
      name: "roles that exist, and one the API server makes again",
      objects: [
        role({ metadata: { name: "deployer" } }),
        toRole("shop"),
        clusterRole({ metadata: { name: "reader" } }),
        clusterRoleBinding({ roleRef: { name: "reader" } }),
        roleBinding({ roleRef: { name: "view" } }),
      ],
      outcome: "pass",
    },
    {
      name: "a role of another namespace does not count",
      objects: [role({ metadata: { name: "deployer", namespace: "bank" } }), toRole("shop")],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "RoleBinding shop/rolebinding",
          message: "missing",
          path: "roleRef.name",
          data: { role: "Role shop/deployer" },
        },
      ],
    },
    {
      name: "a cluster role that is not there",
      objects: [clusterRoleBinding({ roleRef: { name: "gone" } })],
      outcome: "fail",
      findings: [
        { object: "ClusterRoleBinding clusterrolebinding", message: "missing", data: { role: "ClusterRole gone" } },
      ],
    },
    {
      name: "roles of one namespace could not be listed",
      objects: [toRole("bank"), toRole("shop")],
      partial: { "roles.rbac.authorization.k8s.io": ["bank"] },
      outcome: "fail",
      findings: [{ object: "RoleBinding shop/rolebinding", message: "missing" }],
    },
    {
      name: "files do not show what else the cluster has",
      objects: [clusterRoleBinding({ roleRef: { name: "elsewhere" } })],
      given: true,
      outcome: "unknown",
    },
  ],
  { describe, it },
);

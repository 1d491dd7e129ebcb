// Cases of rbac-cluster-admin-bound.
import { describe, it } from "vitest";
import { clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacClusterAdminBound } from "./rbac-cluster-admin-bound.ts";

const roleRef = { name: "cluster-admin" };

testCheck(
  rbacClusterAdminBound,
  [
    {
      name: "the bindings of a new cluster",
      objects: [
        clusterRoleBinding({
          roleRef,
          subjects: [
            { kind: "Group", name: "system:masters" },
            { kind: "Group", name: "kubeadm:cluster-admins" },
          ],
        }),
      ],
      outcome: "pass",
      findings: [
        { object: "ClusterRoleBinding clusterrolebinding", message: "standard", outcome: "pass", path: "subjects[0]" },
        { object: "ClusterRoleBinding clusterrolebinding", message: "standard", outcome: "pass", path: "subjects[1]" },
      ],
    },
    {
      name: "a service account of a workload",
      objects: [
        clusterRoleBinding({ roleRef, subjects: [{ kind: "ServiceAccount", namespace: "shop", name: "web" }] }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRoleBinding clusterrolebinding",
          message: "everywhere",
          severity: "high",
          path: "subjects[0]",
          data: { subject: "ServiceAccount shop/web" },
        },
      ],
    },
    {
      name: "everybody who can log in",
      objects: [clusterRoleBinding({ roleRef, subjects: [{ kind: "Group", name: "system:authenticated" }] })],
      outcome: "fail",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "everywhere", severity: "critical" }],
    },
    {
      name: "in one namespace, and a subject that matches nobody",
      objects: [
        roleBinding({ roleRef, subjects: [{ kind: "User", name: "jane" }] }),
        clusterRoleBinding({ roleRef, subjects: [{ kind: "ServiceAccount", name: "web" }] }),
      ],
      outcome: "fail",
      findings: [{ object: "RoleBinding shop/rolebinding", message: "namespace", severity: "medium" }],
    },
    { name: "another role", objects: [roleBinding()], outcome: "pass" },
  ],
  { describe, it },
);

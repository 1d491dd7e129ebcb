// Cases of rbac-system-role-bound.
import { describe, it } from "vitest";
import { clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacSystemRoleBound } from "./rbac-system-role-bound.ts";

const attacker = [{ kind: "ServiceAccount", namespace: "shop", name: "web" }];

testCheck(
  rbacSystemRoleBound,
  [
    {
      name: "the components themselves, and a role made for others",
      objects: [
        clusterRoleBinding({
          roleRef: { name: "system:kube-scheduler" },
          subjects: [{ kind: "User", name: "system:kube-scheduler" }],
        }),
        clusterRoleBinding({
          metadata: { name: "kubeadm:node-proxier" },
          roleRef: { name: "system:node-proxier" },
          subjects: [{ kind: "ServiceAccount", namespace: "kube-system", name: "kube-proxy" }],
        }),
        clusterRoleBinding({
          metadata: { name: "metrics" },
          roleRef: { name: "system:auth-delegator" },
          subjects: attacker,
        }),
        clusterRoleBinding({
          metadata: { name: "ours" },
          roleRef: { name: "system:our-operator" },
          subjects: attacker,
        }),
      ],
      outcome: "pass",
    },
    {
      name: "a workload holds the role of a controller",
      objects: [
        clusterRoleBinding({ roleRef: { name: "system:controller:generic-garbage-collector" }, subjects: attacker }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRoleBinding clusterrolebinding",
          message: "foreign",
          severity: "high",
          path: "subjects[0]",
          data: {
            subject: "ServiceAccount shop/web",
            role: "ClusterRole system:controller:generic-garbage-collector",
            owner: "ServiceAccount kube-system/generic-garbage-collector",
          },
        },
      ],
    },
    {
      name: "all nodes hold what the Node authorizer limits",
      objects: [
        clusterRoleBinding({ roleRef: { name: "system:node" }, subjects: [{ kind: "Group", name: "system:nodes" }] }),
      ],
      outcome: "fail",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "foreign", severity: "high" }],
    },
    {
      name: "everybody, and in one namespace",
      objects: [
        clusterRoleBinding({
          roleRef: { name: "system:kube-scheduler" },
          subjects: [{ kind: "Group", name: "system:authenticated" }],
        }),
        roleBinding({ roleRef: { name: "system:kube-scheduler" }, subjects: attacker }),
      ],
      outcome: "fail",
      findings: [
        { object: "ClusterRoleBinding clusterrolebinding", message: "foreign", severity: "critical" },
        { object: "RoleBinding shop/rolebinding", message: "foreign", severity: "medium" },
      ],
    },
  ],
  { describe, it },
);

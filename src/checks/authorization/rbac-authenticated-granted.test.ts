// Cases of rbac-authenticated-granted.
import { describe, it } from "vitest";
import { clusterRole, clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacAuthenticatedGranted } from "./rbac-authenticated-granted.ts";

const authenticated = [{ kind: "Group", name: "system:authenticated" }];
const discovery = clusterRoleBinding({ roleRef: { name: "system:discovery" }, subjects: authenticated });

testCheck(
  rbacAuthenticatedGranted,
  [
    {
      name: "what every cluster gives to everybody, and the pods of one namespace",
      objects: [discovery, roleBinding({ subjects: [{ kind: "Group", name: "system:serviceaccounts:shop" }] })],
      outcome: "pass",
    },
    {
      name: "everybody in the whole cluster",
      objects: [clusterRoleBinding({ subjects: authenticated })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRoleBinding clusterrolebinding",
          message: "granted",
          severity: "high",
          path: "subjects[0]",
          data: {
            who: "everybody who can log in, every pod included,",
            role: "ClusterRole view",
            place: "in the whole cluster",
          },
        },
      ],
    },
    {
      name: "rules added to the role for everybody",
      objects: [discovery, clusterRole({ metadata: { name: "system:discovery" } })],
      outcome: "fail",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "changed", severity: "high" }],
    },
    {
      name: "a file that holds the binding and not the role",
      given: true,
      objects: [discovery],
      outcome: "unknown",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "unseen", outcome: "unknown" }],
    },
    {
      name: "every pod, in one namespace",
      objects: [roleBinding({ subjects: [{ kind: "Group", name: "system:serviceaccounts" }] })],
      outcome: "fail",
      findings: [{ object: "RoleBinding shop/rolebinding", message: "granted", severity: "medium" }],
    },
  ],
  { describe, it },
);

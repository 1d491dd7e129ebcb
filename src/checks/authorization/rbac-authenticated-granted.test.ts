// Cases of rbac-authenticated-granted.
import { describe, it } from "vitest";
import { clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacAuthenticatedGranted } from "./rbac-authenticated-granted.ts";

const authenticated = [{ kind: "Group", name: "system:authenticated" }];

testCheck(
  rbacAuthenticatedGranted,
  [
    {
      name: "what every cluster gives to everybody, and the pods of one namespace",
      objects: [
        clusterRoleBinding({ roleRef: { name: "system:discovery" }, subjects: authenticated }),
        roleBinding({ subjects: [{ kind: "Group", name: "system:serviceaccounts:shop" }] }),
      ],
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
      name: "every pod, in one namespace",
      objects: [roleBinding({ subjects: [{ kind: "Group", name: "system:serviceaccounts" }] })],
      outcome: "fail",
      findings: [{ object: "RoleBinding shop/rolebinding", message: "granted", severity: "medium" }],
    },
  ],
  { describe, it },
);

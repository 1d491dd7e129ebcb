// Cases of rbac-system-masters-bound.
import { describe, it } from "vitest";
import { clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacSystemMastersBound } from "./rbac-system-masters-bound.ts";

const subjects = [{ kind: "Group", name: "system:masters" }];

testCheck(
  rbacSystemMastersBound,
  [
    {
      name: "the API server's own binding, and a user of that name",
      objects: [
        clusterRoleBinding({ metadata: { name: "cluster-admin" }, roleRef: { name: "cluster-admin" }, subjects }),
        roleBinding({ subjects: [{ kind: "User", name: "system:masters" }] }),
      ],
      outcome: "pass",
      findings: [{ object: "ClusterRoleBinding cluster-admin", message: "standard", outcome: "pass" }],
    },
    {
      name: "a binding of one's own",
      objects: [roleBinding({ subjects })],
      outcome: "fail",
      docs: true,
      findings: [{ object: "RoleBinding shop/rolebinding", message: "bound", path: "subjects[0]" }],
    },
  ],
  { describe, it },
);

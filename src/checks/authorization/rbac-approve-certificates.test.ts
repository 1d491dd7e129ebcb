// Cases of rbac-approve-certificates.
import { describe, it } from "vitest";
import { clusterRole, clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacApproveCertificates } from "./rbac-approve-certificates.ts";

const rules = [
  { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] },
];
const binding = clusterRoleBinding({ roleRef: { name: "clusterrole" } });
const role = "ClusterRole clusterrole";

testCheck(
  rbacApproveCertificates,
  [
    {
      name: "making requests",
      objects: [
        clusterRole({
          rules: [
            { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests"], verbs: ["create", "get"] },
          ],
        }),
        binding,
      ],
      outcome: "pass",
    },
    {
      name: "held in the whole cluster",
      objects: [clusterRole({ rules }), binding],
      outcome: "fail",
      docs: true,
      findings: [{ object: role, message: "held", severity: "high", path: "rules[0]" }],
    },
    {
      name: "held by everybody",
      objects: [
        clusterRole({ rules }),
        clusterRoleBinding({
          roleRef: { name: "clusterrole" },
          subjects: [{ kind: "Group", name: "system:authenticated" }],
        }),
      ],
      outcome: "fail",
      findings: [{ object: role, message: "held", severity: "critical" }],
    },
    {
      name: "held in one namespace, where it counts for nothing",
      objects: [clusterRole({ rules }), roleBinding({ roleRef: { name: "clusterrole" } })],
      outcome: "pass",
    },
    {
      name: "held by nobody",
      objects: [clusterRole({ rules })],
      outcome: "fail",
      findings: [{ object: role, message: "unheld", severity: "info" }],
    },
    {
      name: "bindings were not seen",
      objects: [clusterRole({ rules })],
      missing: ["clusterrolebindings.rbac.authorization.k8s.io", "rolebindings.rbac.authorization.k8s.io"],
      outcome: "fail",
      findings: [{ object: role, message: "unseen", severity: "medium" }],
    },
  ],
  { describe, it },
);

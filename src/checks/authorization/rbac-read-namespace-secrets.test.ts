// Cases of rbac-read-namespace-secrets.
import { describe, it } from "vitest";
import { grantedRole, wholeCluster } from "../../../test/fixtures/grant-cases.ts";
import { clusterRole, role, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacReadNamespaceSecrets } from "./rbac-read-namespace-secrets.ts";

const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }];
const named = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"], resourceNames: ["ca"] }];
const subjects = [{ kind: "ServiceAccount", name: "ci" }];
const toRole = roleBinding({ roleRef: { kind: "Role", name: "role" }, subjects });
const object = "Role shop/role";

testCheck(
  rbacReadNamespaceSecrets,
  [
    { name: "named secrets", objects: [role({ rules: named }), toRole], outcome: "pass" },
    {
      name: "what every cluster has",
      objects: [
        role({
          metadata: { name: "system:controller:token-cleaner", namespace: "kube-system" },
          rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["delete", "get", "list", "watch"] }],
        }),
      ],
      outcome: "pass",
    },
    {
      name: "a role of the namespace",
      objects: [role({ rules }), toRole],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "held",
          severity: "low",
          path: "rules[0]",
          data: {
            ability: "read every Secret",
            rule: "rules[0]",
            holders: "ServiceAccount shop/ci",
            place: "in namespace shop",
          },
        },
      ],
    },
    {
      name: "a role of the whole cluster, bound in a namespace to everybody",
      objects: [
        clusterRole({ rules }),
        roleBinding({
          roleRef: { name: "clusterrole" },
          subjects: [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: "system:authenticated" }],
        }),
      ],
      outcome: "fail",
      findings: [{ object: grantedRole, message: "held", severity: "medium" }],
    },
    {
      name: "held in the whole cluster, which is another check",
      objects: [clusterRole({ rules }), wholeCluster],
      outcome: "pass",
    },
    {
      name: "held by nobody, which for a ClusterRole is another check",
      objects: [role({ rules }), clusterRole({ rules })],
      outcome: "fail",
      findings: [{ object, message: "unheld", severity: "info" }],
    },
    {
      name: "bindings were not seen",
      objects: [role({ rules })],
      missing: ["rolebindings.rbac.authorization.k8s.io"],
      outcome: "fail",
      findings: [{ object, message: "unseen", severity: "low" }],
    },
  ],
  { describe, it },
);

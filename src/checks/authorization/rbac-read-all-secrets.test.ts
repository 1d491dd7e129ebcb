// Cases of rbac-read-all-secrets.
import { describe, it } from "vitest";
import { clusterRole, clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacReadAllSecrets } from "./rbac-read-all-secrets.ts";

const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }];
const binding = clusterRoleBinding({ roleRef: { name: "clusterrole" } });
const role = "ClusterRole clusterrole";

testCheck(
  rbacReadAllSecrets,
  [
    {
      name: "one named secret",
      objects: [
        clusterRole({ rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"], resourceNames: ["ca"] }] }),
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
      name: "a rule that names the empty name, which lists have",
      objects: [
        clusterRole({ rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"], resourceNames: [""] }] }),
        binding,
      ],
      outcome: "fail",
      findings: [{ object: role, message: "held", path: "rules[0]" }],
    },
    {
      name: "a role of a file that gets its rules from another",
      given: true,
      objects: [
        clusterRole({
          rules: undefined,
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: "all" } }] },
        }),
        clusterRole({ rules, metadata: { name: "part", labels: { to: "all" } } }),
        binding,
      ],
      outcome: "fail",
      findings: [
        { object: role, message: "held", path: "aggregationRule" },
        { object: "ClusterRole part", message: "unseen" },
      ],
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

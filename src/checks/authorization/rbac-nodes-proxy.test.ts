// Cases of rbac-nodes-proxy.
import { describe, it } from "vitest";
import { clusterRole, clusterRoleBinding, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacNodesProxy } from "./rbac-nodes-proxy.ts";

const rules = [{ apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] }];
const binding = clusterRoleBinding({ roleRef: { name: "clusterrole" } });
const role = "ClusterRole clusterrole";

testCheck(
  rbacNodesProxy,
  [
    {
      name: "nodes/* is no wildcard",
      objects: [
        clusterRole({ rules: [{ apiGroups: [""], resources: ["nodes/*", "nodes/metrics"], verbs: ["get"] }] }),
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

// Cases of rbac-node-groups-granted.
import { describe, it } from "vitest";
import { clusterRole, clusterRoleBinding, role, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacNodeGroupsGranted } from "./rbac-node-groups-granted.ts";

const agent = clusterRole({
  metadata: { name: "agent" },
  rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }],
});
const joining = clusterRole({
  metadata: { name: "join" },
  rules: [
    { apiGroups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/selfnodeclient"], verbs: ["create"] },
    { apiGroups: [""], resources: ["configmaps"], verbs: ["get"], resourceNames: ["kubelet-config"] },
    { apiGroups: [""], resources: ["nodes"], verbs: ["get"] },
  ],
});
const bind = (name: string, ...subjects: readonly object[]) =>
  clusterRoleBinding({ roleRef: { kind: "ClusterRole", name }, subjects });
const nodes = { kind: "Group", name: "system:nodes" };
const reads = { apiGroups: [""], resources: ["configmaps"], verbs: ["get"] };

testCheck(
  rbacNodeGroupsGranted,
  [
    { name: "what joining takes", objects: [joining, bind("join", nodes)], outcome: "pass" },
    { name: "somebody else", objects: [agent, bind("agent", { kind: "User", name: "jane" })], outcome: "pass" },
    {
      name: "every node, one node, and holders of tokens",
      objects: [
        agent,
        bind(
          "agent",
          nodes,
          { kind: "User", name: "system:node:n-1" },
          { kind: "Group", name: "system:bootstrappers" },
        ),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRoleBinding clusterrolebinding",
          message: "granted",
          severity: "medium",
          path: "subjects[0]",
          data: { who: "every node", role: "ClusterRole agent", place: "in the whole cluster" },
        },
        { object: "ClusterRoleBinding clusterrolebinding", message: "granted", path: "subjects[1]" },
        { object: "ClusterRoleBinding clusterrolebinding", message: "granted", path: "subjects[2]" },
      ],
    },
    {
      name: "every ConfigMap of a namespace",
      objects: [
        role({ metadata: { name: "maps" }, rules: [reads] }),
        roleBinding({ roleRef: { kind: "Role", name: "maps" }, subjects: [nodes] }),
      ],
      outcome: "fail",
      findings: [{ object: "RoleBinding shop/rolebinding", message: "granted", severity: "low" }],
    },
    {
      name: "a role that was not seen",
      objects: [bind("agent", nodes)],
      given: true,
      outcome: "unknown",
      findings: [{ object: "ClusterRoleBinding clusterrolebinding", message: "unseen", outcome: "unknown" }],
    },
    { name: "a role that is not there", objects: [bind("agent", nodes)], outcome: "pass" },
    {
      name: "a kubelet's own role is another check",
      objects: [clusterRole({ metadata: { name: "system:node" } }), bind("system:node", nodes)],
      outcome: "pass",
    },
  ],
  { describe, it },
);

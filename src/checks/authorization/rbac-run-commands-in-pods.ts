// Roles that let their holders run commands in pods.
import { grantCheck } from "../../checking/index.ts";

export const rbacRunCommandsInPods = grantCheck({
  id: "rbac-run-commands-in-pods",
  title: "Role lets its holders run commands in pods",
  severity: "high",
  rationale:
    "A command in a pod has the token of its service account, its secrets and its network. Over a WebSocket exec is a GET: before 1.35, or with the gate AuthorizePodWebsocketUpgradeCreatePermission off, get is enough.",
  remediation:
    "Remove pods/exec, pods/attach and pods/ephemeralcontainers from roles for daily use, and grant them for a limited time when they are needed.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
  rights: [
    { verbs: ["get", "create"], apiGroup: "", resources: ["pods/exec", "pods/attach"] },
    { verbs: ["update", "patch"], apiGroup: "", resources: ["pods/ephemeralcontainers"] },
  ],
  ability: "run commands in running pods",
  scope: "any",
});

// Roles that let their holders read files of nodes.
import { grantCheck } from "../../checking/index.ts";

export const rbacReadNodeFiles = grantCheck({
  id: "rbac-read-node-files",
  title: "Role lets its holders read files of nodes",
  severity: "medium",
  rationale:
    "The log endpoint of the kubelet serves /var/log of the node, and follows links that a pod which mounts it may lay there. A checkpoint writes the memory of a container to disk, with every key in it.",
  remediation: "Remove nodes/log and nodes/checkpoint from roles; collect logs with an agent on the node.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/#kubelet-authorization"],
  powers: ["read-node-logs", "checkpoint-containers"],
  ability: "read files of nodes and memory of containers",
  scope: "cluster",
});

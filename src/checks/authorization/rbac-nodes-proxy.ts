// Roles that let their holders speak to kubelets through the API server.
import { grantCheck } from "../../checking/index.ts";

export const rbacNodesProxy = grantCheck({
  id: "rbac-nodes-proxy",
  title: "Role lets its holders command kubelets",
  severity: "high",
  rationale:
    "The right nodes/proxy passes requests on to kubelets, whose API runs commands in every container of the node. Running one over a WebSocket is a GET, so get alone is enough; it is neither admitted nor audited as an exec.",
  remediation:
    "Remove nodes/proxy. For metrics, statistics and logs allow get on nodes/metrics, nodes/stats and nodes/log instead.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/#kubelet-authorization"],
  rights: [{ verbs: ["get", "create"], apiGroup: "", resources: ["nodes/proxy"] }],
  ability: "run commands in every pod, past admission and audit",
  scope: "cluster",
});

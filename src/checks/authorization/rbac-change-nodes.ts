// Roles that let their holders relabel nodes.
import { grantCheck } from "../../checking/index.ts";

export const rbacChangeNodes = grantCheck({
  id: "rbac-change-nodes",
  title: "Role lets its holders relabel and untaint nodes",
  severity: "medium",
  rationale:
    "Labels and taints keep workloads apart: the control plane from the rest, one customer from another. Whoever changes nodes draws the pods of others to a node they control, and with the pods their tokens and Secrets.",
  remediation:
    "Allow patching of nodes only to controllers, by resourceNames where it can be, and keep labels that separate under node-restriction.kubernetes.io/.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction"],
  powers: ["change-nodes"],
  ability: "relabel and untaint nodes",
  scope: "cluster",
});

// Roles that let their holders change the labels of namespaces.
import { grantCheck } from "../../checking/index.ts";

export const rbacWriteNamespaces = grantCheck({
  id: "rbac-write-namespaces",
  title: "Role lets its holders lift the Pod Security Standard of namespaces",
  severity: "medium",
  rationale:
    "Labels of a namespace say which Pod Security Standard is enforced there, and network policies and webhooks select namespaces by their labels. Whoever may change them can lift all three. A RoleBinding gives the right on its own namespace.",
  remediation: "Leave the labels of namespaces to administrators or to one controller.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#namespace-modification"],
  rights: [{ verbs: ["update", "patch"], apiGroup: "", resources: ["namespaces"] }],
  ability: "change which Pod Security Standard a namespace enforces",
  scope: "any",
});

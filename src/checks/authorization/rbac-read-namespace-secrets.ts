// Roles that let their holders read all secrets of a namespace.
import { grantCheck } from "../../checking/index.ts";

export const rbacReadNamespaceSecrets = grantCheck({
  id: "rbac-read-namespace-secrets",
  title: "Role lets its holders read all secrets of a namespace",
  severity: "medium",
  rationale:
    "Whoever reads the Secrets of a namespace has what its programs have: passwords of their databases, keys of their certificates and, where there are such Secrets, tokens of its service accounts with all they may do. A right to list is as good as one to get: lists hold the contents.",
  remediation:
    "Name the secrets that are needed with resourceNames and allow get alone, or mount them where they are used.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets"],
  rights: [{ verbs: ["get", "list", "watch"], apiGroup: "", resources: ["secrets"] }],
  ability: "read every Secret",
  scope: "namespace",
});

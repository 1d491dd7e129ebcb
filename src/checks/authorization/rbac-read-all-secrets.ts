// Roles that let their holders read the secrets of all namespaces.
import { grantCheck } from "../../checking/index.ts";

export const rbacReadAllSecrets = grantCheck({
  id: "rbac-read-all-secrets",
  title: "Role lets its holders read the secrets of all namespaces",
  severity: "high",
  rationale:
    "Secrets of a cluster hold passwords of databases, keys of certificates and tokens of service accounts, so reading all of them often amounts to administering the cluster and what surrounds it. The verbs list and watch return the contents as get does.",
  remediation: "Bind the role with a RoleBinding in the namespaces where it is needed, or limit it to named secrets.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets"],
  rights: [{ verbs: ["get", "list", "watch"], apiGroup: "", resources: ["secrets"] }],
  ability: "read every Secret",
  scope: "cluster",
});

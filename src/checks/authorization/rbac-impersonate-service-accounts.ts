// Roles that let their holders act as service accounts.
import { grantCheck } from "../../checking/index.ts";

export const rbacImpersonateServiceAccounts = grantCheck({
  id: "rbac-impersonate-service-accounts",
  title: "Role lets its holders act as any service account",
  severity: "high",
  rationale:
    "Whoever may impersonate service accounts has the rights of every workload there, those of operators and controllers included.",
  remediation: "Remove the verb impersonate, or limit it with resourceNames to single service accounts.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/"],
  rights: [{ verbs: ["impersonate"], apiGroup: "", resources: ["serviceaccounts"] }],
  ability: "act as any service account",
  scope: "any",
});

// Roles that let their holders make tokens of service accounts.
import { grantCheck } from "../../checking/index.ts";

export const rbacCreateServiceAccountTokens = grantCheck({
  id: "rbac-create-service-account-tokens",
  title: "Role lets its holders make tokens of any service account",
  severity: "high",
  rationale:
    "A token made through serviceaccounts/token gives the rights of that service account to whoever holds it, wherever they are, for as long as was asked for.",
  remediation: "Limit the right with resourceNames to the service accounts that are meant.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request"],
  rights: [{ verbs: ["create"], apiGroup: "", resources: ["serviceaccounts/token"] }],
  ability: "make tokens of any service account",
  scope: "any",
});

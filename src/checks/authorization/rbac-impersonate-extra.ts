// Roles that let their holders claim attributes of users.
import { grantCheck } from "../../checking/index.ts";

export const rbacImpersonateExtra = grantCheck({
  id: "rbac-impersonate-extra",
  title: "Role lets its holders claim attributes of other users",
  severity: "medium",
  rationale:
    "Attributes beside name and groups tell authorization webhooks and admission what they go by: the project of a user, the pod and node of a token, the scopes of a login. Whoever may impersonate extra attributes or a uid tells them what they like.",
  remediation: "Remove impersonate on userextras and uids, or name the one attribute: resources userextras/scopes.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/"],
  powers: ["impersonate-extra"],
  ability: "claim attributes and uids of other users",
  scope: "cluster",
});

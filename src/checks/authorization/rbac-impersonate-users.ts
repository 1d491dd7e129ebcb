// Roles that let their holders act as other users and groups.
import { grantCheck } from "../../checking/index.ts";

export const rbacImpersonateUsers = grantCheck({
  id: "rbac-impersonate-users",
  title: "Role lets its holders act as any user or group",
  severity: "high",
  rationale:
    "Whoever may impersonate a group may be a member of system:masters, to whom every request is allowed. Whoever may impersonate users may be any administrator.",
  remediation: "Remove the verb impersonate, or limit it with resourceNames to users without rights of their own.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/"],
  rights: [{ verbs: ["impersonate"], apiGroup: "", resources: ["users", "groups"], evenNamed: true }],
  ability: "act as other users and groups",
  scope: "cluster",
});

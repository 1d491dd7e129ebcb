// Roles that let their holders act as others for some requests.
import { grantCheck } from "../../checking/index.ts";

export const rbacImpersonateConstrained = grantCheck({
  id: "rbac-impersonate-constrained",
  title: "Role lets its holders act as others for some requests",
  severity: "medium",
  rationale:
    "Constrained impersonation asks for two rights: who may be impersonated, which this role gives for any of them, and for which requests. The second right is often given widely, as by a rule with all verbs, and then nothing is constrained.",
  remediation:
    "Name the users, nodes or service accounts with resourceNames, and list the verbs impersonate-on:… one by one.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/"],
  powers: [
    "impersonate-constrained-arbitrary-node",
    "impersonate-constrained-serviceaccount",
    "impersonate-constrained-user-info",
  ],
  versions: { since: "1.35" },
  ability: "act as any user, node or service account where they may do so",
  scope: "any",
});

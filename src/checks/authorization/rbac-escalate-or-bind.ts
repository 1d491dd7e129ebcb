// Roles that let their holders raise their own rights.
import { grantCheck } from "../../checking/index.ts";

export const rbacEscalateOrBind = grantCheck({
  id: "rbac-escalate-or-bind",
  title: "Role lets its holders raise their own rights",
  severity: "high",
  rationale:
    "The API server lets nobody write a role, or bind one, with rights they do not hold themselves. The verbs escalate and bind switch that protection off: with bind on a role its holders can give that role to themselves.",
  remediation:
    "Remove the verbs. Where a controller has to bind fixed roles, allow bind on exactly those with resourceNames.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping",
  ],
  rights: [
    {
      verbs: ["escalate"],
      apiGroup: "rbac.authorization.k8s.io",
      resources: ["roles", "clusterroles"],
      evenNamed: true,
    },
    { verbs: ["bind"], apiGroup: "rbac.authorization.k8s.io", resources: ["roles", "clusterroles"], evenNamed: true },
  ],
  ability: "give themselves and others rights they do not have",
  scope: "any",
});

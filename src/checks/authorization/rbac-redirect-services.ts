// Roles that let their holders redirect traffic.
import { grantCheck } from "../../checking/index.ts";

export const rbacRedirectServices = grantCheck({
  id: "rbac-redirect-services",
  title: "Role lets its holders redirect traffic of services",
  severity: "medium",
  rationale:
    "Endpoints tell where the traffic of a service goes, and the status of a service which outer addresses are its own. Whoever writes them sends the traffic of others to a pod of theirs, past network policies that speak of pods.",
  remediation: "Leave endpoints and the status of services to the controllers; remove them from roles people hold.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#write-access-for-endpoints"],
  powers: ["redirect-services", "redirect-services-by-slices", "claim-addresses"],
  ability: "redirect the traffic of services",
  scope: "any",
});

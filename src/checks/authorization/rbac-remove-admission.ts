// Roles that let their holders take admission rules away.
import { grantCheck } from "../../checking/index.ts";

export const rbacRemoveAdmission = grantCheck({
  id: "rbac-remove-admission",
  title: "Role lets its holders take admission rules away",
  severity: "medium",
  rationale:
    "What admission forbids holds only as long as the policy, its binding and the webhook are there. Whoever may delete them, or loosen a policy, first does so and then what they forbade.",
  remediation: "Limit the right with resourceNames to the policies and webhooks a controller maintains.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/"],
  rights: [
    {
      verbs: ["delete", "deletecollection"],
      apiGroup: "admissionregistration.k8s.io",
      resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
    },
    {
      verbs: ["delete", "deletecollection", "update", "patch"],
      apiGroup: "admissionregistration.k8s.io",
      resources: ["validatingadmissionpolicies", "validatingadmissionpolicybindings"],
    },
  ],
  ability: "take admission rules away",
  scope: "cluster",
});

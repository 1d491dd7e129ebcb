// Roles that let their holders change what admission does.
import { grantCheck } from "../../checking/index.ts";

export const rbacWriteAdmission = grantCheck({
  id: "rbac-write-admission",
  title: "Role lets its holders change admission",
  severity: "high",
  rationale:
    "A webhook sees every object it asks for as it is written, secrets included; a mutating one changes it. Whoever may write webhook configurations can put a container of their own into every pod.",
  remediation: "Limit the right with resourceNames to the configurations a controller maintains.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks"],
  rights: [
    {
      verbs: ["create", "update", "patch"],
      apiGroup: "admissionregistration.k8s.io",
      resources: [
        "mutatingwebhookconfigurations",
        "validatingwebhookconfigurations",
        "mutatingadmissionpolicies",
        "mutatingadmissionpolicybindings",
      ],
    },
  ],
  ability: "read and change objects of others as they are written",
  scope: "cluster",
});

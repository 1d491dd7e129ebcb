// Roles that let their holders change custom resources as a whole.
import { grantCheck } from "../../checking/index.ts";

export const rbacWriteCustomResourceDefinitions = grantCheck({
  id: "rbac-write-custom-resource-definitions",
  title: "Role lets its holders change definitions of custom resources",
  severity: "medium",
  rationale:
    "A definition names the webhook that converts its objects between versions: it sees and may change every one of them. Deleting a definition deletes all its objects.",
  remediation:
    "Install definitions with the rights of an administrator, and let operators only read them, or write their own by resourceNames.",
  references: [
    "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#webhook-conversion",
  ],
  powers: ["convert-objects"],
  ability: "read and change objects of every custom resource",
  scope: "cluster",
});

// Cases of rbac-remove-admission.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacRemoveAdmission } from "./rbac-remove-admission.ts";

testCheck(
  rbacRemoveAdmission,
  grantCases({
    rule: {
      apiGroups: ["admissionregistration.k8s.io"],
      resources: ["validatingadmissionpolicybindings"],
      verbs: ["delete"],
    },
    harmless: [
      "one named webhook",
      {
        apiGroups: ["admissionregistration.k8s.io"],
        resources: ["validatingwebhookconfigurations"],
        verbs: ["delete"],
        resourceNames: ["own"],
      },
    ],
    severity: "medium",
    scope: "cluster",
  }),
  { describe, it },
);

// Cases of rbac-write-admission.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacWriteAdmission } from "./rbac-write-admission.ts";

testCheck(
  rbacWriteAdmission,
  grantCases({
    rule: {
      apiGroups: ["admissionregistration.k8s.io"],
      resources: ["mutatingwebhookconfigurations"],
      verbs: ["patch"],
    },
    harmless: [
      "one named configuration",
      {
        apiGroups: ["admissionregistration.k8s.io"],
        resources: ["mutatingwebhookconfigurations"],
        verbs: ["patch"],
        resourceNames: ["cert-manager"],
      },
    ],
    severity: "high",
    scope: "cluster",
  }),
  { describe, it },
);

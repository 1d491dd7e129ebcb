// Cases of rbac-write-api-services.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacWriteApiServices } from "./rbac-write-api-services.ts";

testCheck(
  rbacWriteApiServices,
  grantCases({
    rule: { apiGroups: ["apiregistration.k8s.io"], resources: ["apiservices"], verbs: ["create", "update"] },
    harmless: [
      "one named group",
      {
        apiGroups: ["apiregistration.k8s.io"],
        resources: ["apiservices"],
        verbs: ["update"],
        resourceNames: ["v1beta1.metrics.k8s.io"],
      },
    ],
    severity: "high",
    scope: "cluster",
  }),
  { describe, it },
);

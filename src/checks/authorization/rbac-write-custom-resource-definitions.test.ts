// Cases of rbac-write-custom-resource-definitions.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacWriteCustomResourceDefinitions } from "./rbac-write-custom-resource-definitions.ts";

testCheck(
  rbacWriteCustomResourceDefinitions,
  grantCases({
    rule: { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: ["create", "patch"] },
    harmless: [
      "one named definition",
      {
        apiGroups: ["apiextensions.k8s.io"],
        resources: ["customresourcedefinitions"],
        verbs: ["patch"],
        resourceNames: ["anchors.example.com"],
      },
    ],
    severity: "medium",
    scope: "cluster",
  }),
  { describe, it },
);

// Cases of rbac-redirect-services.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacRedirectServices } from "./rbac-redirect-services.ts";

testCheck(
  rbacRedirectServices,
  grantCases({
    rule: { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["create", "update"] },
    harmless: [
      "reading them",
      {
        apiGroups: ["", "discovery.k8s.io"],
        resources: ["endpoints", "endpointslices"],
        verbs: ["get", "list", "watch"],
      },
    ],
    severity: "medium",
    scope: "any",
  }),
  { describe, it },
);

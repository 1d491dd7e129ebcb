// Cases of rbac-impersonate-constrained.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacImpersonateConstrained } from "./rbac-impersonate-constrained.ts";

testCheck(
  rbacImpersonateConstrained,
  grantCases({
    rule: { apiGroups: ["authentication.k8s.io"], resources: ["users"], verbs: ["impersonate:user-info"] },
    harmless: [
      "one named user",
      {
        apiGroups: ["authentication.k8s.io"],
        resources: ["users"],
        verbs: ["impersonate:user-info"],
        resourceNames: ["jane"],
      },
    ],
    severity: "medium",
    scope: "any",
  }),
  { describe, it },
);

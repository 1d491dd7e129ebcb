// Cases of rbac-impersonate-service-accounts.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacImpersonateServiceAccounts } from "./rbac-impersonate-service-accounts.ts";

testCheck(
  rbacImpersonateServiceAccounts,
  grantCases({
    rule: { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["impersonate"] },
    harmless: [
      "one named service account",
      { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["impersonate"], resourceNames: ["builder"] },
    ],
    severity: "high",
    scope: "any",
  }),
  { describe, it },
);

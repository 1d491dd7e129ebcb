// Cases of rbac-create-service-account-tokens.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacCreateServiceAccountTokens } from "./rbac-create-service-account-tokens.ts";

testCheck(
  rbacCreateServiceAccountTokens,
  grantCases({
    rule: { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] },
    harmless: [
      "one named service account",
      { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"], resourceNames: ["ci"] },
    ],
    severity: "high",
    scope: "any",
  }),
  { describe, it },
);

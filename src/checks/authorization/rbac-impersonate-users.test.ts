// Cases of rbac-impersonate-users.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacImpersonateUsers } from "./rbac-impersonate-users.ts";

testCheck(
  rbacImpersonateUsers,
  grantCases({
    rule: { apiGroups: [""], resources: ["groups"], verbs: ["impersonate"], resourceNames: ["system:masters"] },
    harmless: [
      "service accounts are another check",
      { apiGroups: [""], resources: ["serviceaccounts"], verbs: ["impersonate"] },
    ],
    severity: "high",
    scope: "cluster",
  }),
  { describe, it },
);

// Cases of rbac-impersonate-extra.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacImpersonateExtra } from "./rbac-impersonate-extra.ts";

testCheck(
  rbacImpersonateExtra,
  grantCases({
    rule: { apiGroups: ["authentication.k8s.io"], resources: ["userextras/scopes", "uids"], verbs: ["impersonate"] },
    harmless: [
      "one named value",
      {
        apiGroups: ["authentication.k8s.io"],
        resources: ["userextras/scopes"],
        verbs: ["impersonate"],
        resourceNames: ["view"],
      },
    ],
    severity: "medium",
    scope: "cluster",
  }),
  { describe, it },
);

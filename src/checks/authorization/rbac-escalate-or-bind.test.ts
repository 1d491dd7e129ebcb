// Cases of rbac-escalate-or-bind.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacEscalateOrBind } from "./rbac-escalate-or-bind.ts";

testCheck(
  rbacEscalateOrBind,
  grantCases({
    rule: {
      apiGroups: ["rbac.authorization.k8s.io"],
      resources: ["clusterroles"],
      verbs: ["bind"],
      resourceNames: ["admin"],
    },
    harmless: [
      "writing roles alone is limited to what one holds",
      { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["create", "update"] },
    ],
    severity: "high",
    scope: "any",
  }),
  { describe, it },
);

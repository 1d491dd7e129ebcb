// Cases of rbac-reach-pods.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacReachPods } from "./rbac-reach-pods.ts";

testCheck(
  rbacReachPods,
  grantCases({
    rule: { apiGroups: [""], resources: ["pods/portforward"], verbs: ["create"] },
    harmless: [
      "reading pods and services",
      { apiGroups: [""], resources: ["pods", "services"], verbs: ["get", "list"] },
    ],
    severity: "low",
    scope: "cluster",
  }),
  { describe, it },
);

// Cases of rbac-change-nodes.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacChangeNodes } from "./rbac-change-nodes.ts";

testCheck(
  rbacChangeNodes,
  grantCases({
    rule: { apiGroups: [""], resources: ["nodes"], verbs: ["patch"] },
    harmless: ["reading them", { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] }],
    severity: "medium",
    scope: "cluster",
  }),
  { describe, it },
);

// Cases of rbac-write-namespaces.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacWriteNamespaces } from "./rbac-write-namespaces.ts";

testCheck(
  rbacWriteNamespaces,
  grantCases({
    rule: { apiGroups: [""], resources: ["namespaces"], verbs: ["patch"] },
    harmless: ["the status alone", { apiGroups: [""], resources: ["namespaces/status"], verbs: ["patch"] }],
    severity: "medium",
    scope: "any",
  }),
  { describe, it },
);

// Cases of rbac-run-commands-in-pods.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacRunCommandsInPods } from "./rbac-run-commands-in-pods.ts";

testCheck(
  rbacRunCommandsInPods,
  grantCases({
    rule: { apiGroups: ["*"], resources: ["*/exec"], verbs: ["create"] },
    harmless: [
      "pods/* is no wildcard",
      { apiGroups: [""], resources: ["pods/*", "pods/log"], verbs: ["create", "get"] },
    ],
    severity: "high",
    scope: "any",
  }),
  { describe, it },
);

// Cases of rbac-create-workloads.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacCreateWorkloads } from "./rbac-create-workloads.ts";

testCheck(
  rbacCreateWorkloads,
  grantCases({
    rule: { apiGroups: ["apps"], resources: ["deployments"], verbs: ["patch"] },
    harmless: [
      "a group that is no longer served",
      { apiGroups: ["extensions"], resources: ["deployments"], verbs: ["patch"] },
    ],
    severity: "medium",
    scope: "any",
  }),
  { describe, it },
);

// Cases of rbac-read-node-files.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacReadNodeFiles } from "./rbac-read-node-files.ts";

testCheck(
  rbacReadNodeFiles,
  grantCases({
    rule: { apiGroups: [""], resources: ["nodes/log"], verbs: ["get"] },
    harmless: [
      "metrics and statistics",
      { apiGroups: [""], resources: ["nodes/metrics", "nodes/stats"], verbs: ["get"] },
    ],
    severity: "medium",
    scope: "cluster",
  }),
  { describe, it },
);

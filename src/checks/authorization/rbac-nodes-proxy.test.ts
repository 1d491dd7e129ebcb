// Cases of rbac-nodes-proxy.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { rbacNodesProxy } from "./rbac-nodes-proxy.ts";

testCheck(
  rbacNodesProxy,
  grantCases({
    rule: { apiGroups: [""], resources: ["nodes/proxy"], verbs: ["get"] },
    harmless: ["nodes/* is no wildcard", { apiGroups: [""], resources: ["nodes/*", "nodes/metrics"], verbs: ["get"] }],
    severity: "high",
    scope: "cluster",
  }),
  { describe, it },
);

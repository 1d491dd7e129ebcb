// Cases of apiserver-authorization-always-deny.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuthorizationAlwaysDeny } from "./apiserver-authorization-always-deny.ts";

testCheck(
  apiserverAuthorizationAlwaysDeny,
  flagCases({
    component: "kube-apiserver",
    right: [["without it", ["--authorization-mode=Node,RBAC"]]],
    wrong: [["as the last one", ["--authorization-mode=Node,RBAC,AlwaysDeny"]]],
    unseen: [["in a file", ["--authorization-config=/etc/kubernetes/authz.yaml"]]],
  }),
  { describe, it },
);

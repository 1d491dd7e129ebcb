// Cases of apiserver-authorization-abac.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuthorizationAbac } from "./apiserver-authorization-abac.ts";

testCheck(
  apiserverAuthorizationAbac,
  flagCases({
    component: "kube-apiserver",
    right: [["roles alone", ["--authorization-mode=Node,RBAC"]]],
    wrong: [
      [
        "beside roles",
        ["--authorization-mode=Node,RBAC,ABAC", "--authorization-policy-file=/etc/kubernetes/abac.jsonl"],
      ],
    ],
    unseen: [["in a file", ["--authorization-config=/etc/kubernetes/authz.yaml"]]],
  }),
  { describe, it },
);

// Cases of apiserver-authorization-webhook-order.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuthorizationWebhookOrder } from "./apiserver-authorization-webhook-order.ts";

testCheck(
  apiserverAuthorizationWebhookOrder,
  flagCases({
    component: "kube-apiserver",
    right: [
      ["asked before roles", ["--authorization-mode=Node,Webhook,RBAC"]],
      ["asked alone", ["--authorization-mode=Webhook"]],
    ],
    wrong: [
      ["asked after roles", ["--authorization-mode=Node,RBAC,Webhook"]],
      ["asked after a file", ["--authorization-mode=ABAC,Webhook"]],
    ],
    unseen: [["in a file", ["--authorization-config=/etc/kubernetes/authz.yaml"]]],
    elsewhere: [["no webhook", ["--authorization-mode=Node,RBAC"]]],
  }),
  { describe, it },
);

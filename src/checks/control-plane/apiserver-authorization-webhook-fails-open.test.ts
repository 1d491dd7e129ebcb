// Cases of apiserver-authorization-webhook-fails-open.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuthorizationWebhookFailsOpen } from "./apiserver-authorization-webhook-fails-open.ts";

testCheck(
  apiserverAuthorizationWebhookFailsOpen,
  flagCases({
    component: "kube-apiserver",
    right: [["asked last", ["--authorization-mode=Node,RBAC,Webhook"]]],
    wrong: [["asked before roles", ["--authorization-mode=Node,Webhook,RBAC"]]],
    unseen: [["in a file", ["--authorization-config=/etc/kubernetes/authz.yaml"]]],
    elsewhere: [["no webhook", ["--authorization-mode=Node,RBAC"]]],
  }),
  { describe, it },
);

// Cases of apiserver-authorization-webhook-cache.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuthorizationWebhookCache } from "./apiserver-authorization-webhook-cache.ts";

testCheck(
  apiserverAuthorizationWebhookCache,
  flagCases({
    component: "kube-apiserver",
    right: [
      ["by default", ["--authorization-mode=Node,Webhook,RBAC"]],
      ["switched off", ["--authorization-mode=Webhook", "--authorization-webhook-cache-authorized-ttl=0"]],
    ],
    wrong: [["an hour", ["--authorization-mode=Node,Webhook,RBAC", "--authorization-webhook-cache-authorized-ttl=1h"]]],
    unseen: [["in a file", ["--authorization-config=/etc/kubernetes/authz.yaml"]]],
    elsewhere: [["no webhook", ["--authorization-mode=Node,RBAC", "--authorization-webhook-cache-authorized-ttl=1h"]]],
  }),
  { describe, it },
);

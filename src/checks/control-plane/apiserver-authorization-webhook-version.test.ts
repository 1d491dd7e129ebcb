// Cases of apiserver-authorization-webhook-version.
import { describe, it } from "vitest";
import { flagCases } from "../../../test/fixtures/flag-cases.ts";
import { testCheck } from "../../testing/index.ts";
import { apiserverAuthorizationWebhookVersion } from "./apiserver-authorization-webhook-version.ts";

testCheck(
  apiserverAuthorizationWebhookVersion,
  flagCases({
    component: "kube-apiserver",
    right: [["version 1", ["--authorization-mode=Node,Webhook,RBAC", "--authorization-webhook-version=v1"]]],
    wrong: [["by default", ["--authorization-mode=Node,Webhook,RBAC"]]],
    unseen: [["in a file", ["--authorization-config=/etc/kubernetes/authz.yaml"]]],
    elsewhere: [["no webhook", ["--authorization-mode=Node,RBAC"]]],
  }),
  { describe, it },
);

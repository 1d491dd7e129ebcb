// API servers that go on without their webhook.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

/** Whether nobody is asked after the webhook who could allow: without an answer the request is refused then. */
function isLast(modes: string): boolean {
  const list = parseList(modes);
  return list.slice(list.indexOf("Webhook") + 1).every((mode) => mode === "AlwaysDeny");
}

export const apiserverAuthorizationWebhookFailsOpen = flagCheck({
  id: "apiserver-authorization-webhook-fails-open",
  title: "Authorization goes on when the webhook fails",
  severity: "medium",
  rationale:
    "A webhook set up with flags has no opinion when it cannot be reached, is slow or answers nonsense, and the next authorizer decides. Whoever can stop the webhook, or keep the API server from reaching it, has lifted every denial it would have made.",
  remediation:
    "Move the list to a file of --authorization-config, where each webhook has a failurePolicy, and set it to Deny.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText("authorization-mode", "what comes after Webhook in it decides when the webhook fails", isLast),
  applies: (settings) => parseList(settings.setting("authorization-mode").value ?? "Webhook").includes("Webhook"),
});

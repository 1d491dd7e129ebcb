// API servers whose webhook is asked too late to deny.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

/** Whether nothing but Node, which speaks of nodes alone, is asked before the webhook. */
function isFirst(modes: string): boolean {
  const list = parseList(modes);
  return list.slice(0, list.indexOf("Webhook")).every((mode) => mode === "Node" || mode === "AlwaysDeny");
}

export const apiserverAuthorizationWebhookOrder = flagCheck({
  id: "apiserver-authorization-webhook-order",
  title: "Denials of the authorization webhook come too late",
  severity: "low",
  rationale:
    "Authorizers are asked in order, and the first that allows or denies ends the search. A webhook behind RBAC is never asked about what a role allows, so it can only add rights: its denials change nothing.",
  remediation:
    "Where the webhook is to deny, place it first, in a file of --authorization-config with failurePolicy: Deny. Where it is only to allow more, accept the finding.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authorization/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText(
    "authorization-mode",
    "only what comes before Webhook in it is decided without the webhook",
    isFirst,
  ),
  applies: (settings) => parseList(settings.setting("authorization-mode").value ?? "Webhook").includes("Webhook"),
});

// API servers that remember what the webhook allowed for long.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";
import { parseGoDuration } from "../../kubernetes/index.ts";

/** Nothing is remembered with 0. */
function isShort(text: string): boolean {
  return (parseGoDuration(text) ?? Infinity) <= 300;
}

export const apiserverAuthorizationWebhookCache = flagCheck({
  id: "apiserver-authorization-webhook-cache",
  title: "Rights a webhook takes back stay for long",
  severity: "low",
  rationale:
    "What the webhook allowed is remembered for this long, and the webhook is not asked again in that time. Rights that are taken back there stay in force until then.",
  remediation: "Remove --authorization-webhook-cache-authorized-ttl, whose default is 5m, or set it to less.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/webhook/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText("authorization-webhook-cache-authorized-ttl", "it should be at most 5m0s", isShort, "5m0s"),
  applies: (settings) => parseList(settings.setting("authorization-mode").value ?? "Webhook").includes("Webhook"),
});

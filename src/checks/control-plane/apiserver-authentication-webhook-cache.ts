// API servers that remember for long whom a token belongs to.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseGoDuration } from "../../kubernetes/index.ts";

/** Nothing is remembered with 0. */
function isShort(text: string): boolean {
  return (parseGoDuration(text) ?? Infinity) <= 300;
}

export const apiserverAuthenticationWebhookCache = flagCheck({
  id: "apiserver-authentication-webhook-cache",
  title: "Tokens a webhook no longer accepts stay valid for long",
  severity: "low",
  rationale:
    "What the webhook said of a token is remembered for this long. A token that is revoked, and a user who is removed from a group, keep their old rights until then.",
  remediation: "Remove --authentication-token-webhook-cache-ttl, whose default is 2m, or set it to less.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#webhook-token-authentication",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText("authentication-token-webhook-cache-ttl", "it should be at most 5m0s", isShort, "2m0s"),
  applies: (settings) => settings.setting("authentication-token-webhook-config-file").value !== "",
});

// API servers that know users by what can change hands.
import { flagCheck, mustNotBe } from "../../checking/index.ts";

export const apiserverOidcUsernameClaim = flagCheck({
  id: "apiserver-oidc-username-claim",
  title: "Users are known by a claim that can change hands",
  severity: "low",
  rationale:
    "Of the standard claims only sub is never given to somebody else. A mail address, a nickname or a login is handed on, or chosen anew, and with it come the rights it has in the cluster.",
  remediation:
    "Use sub, or a claim your provider promises never to give to another; bind groups, so that names need not be readable.",
  references: [
    "https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability",
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#configuring-the-api-server",
  ],
  component: "kube-apiserver",
  judge: mustNotBe(
    "oidc-username-claim",
    ["email", "name", "nickname", "preferred_username", "unique_name", "upn"],
    "sub",
  ),
  applies: (settings) => settings.setting("oidc-issuer-url").value !== "",
});

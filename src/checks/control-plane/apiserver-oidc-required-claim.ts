// API servers that let in whoever has a token of the client.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverOidcRequiredClaim = flagCheck({
  id: "apiserver-oidc-required-claim",
  title: "Every user of the identity provider can log in",
  severity: "low",
  rationale:
    "Who has a token for the client is a user of the cluster: a member of system:authenticated, and of every group the token names. Providers give such tokens to everybody of the organisation unless they are told otherwise, and some to guests.",
  remediation:
    "Limit at the provider who may use the client, or require a claim that only users of the cluster have with --oidc-required-claim=name=value.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#configuring-the-api-server",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeSet("oidc-required-claim"),
  applies: (settings) => settings.setting("oidc-groups-claim").value !== "",
});

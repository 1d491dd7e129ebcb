// API servers that give the tokens of pods a year instead of an hour.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const apiserverServiceAccountTokenExpiration = flagCheck({
  id: "apiserver-service-account-token-expiration",
  title: "Tokens of pods are valid for a year",
  severity: "low",
  rationale:
    "Pods ask for tokens of about an hour. To help old clients that never read a renewed token, the API server by default makes those tokens valid for a year, so a token that leaks stays useful as long as its pod lives.",
  remediation:
    "Find out with the metric serviceaccount_stale_tokens_total whether any client still uses old tokens; if none does, set --service-account-extend-token-expiration=false.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBe("service-account-extend-token-expiration", false),
});

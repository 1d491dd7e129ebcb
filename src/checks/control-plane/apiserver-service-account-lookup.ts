// API servers that accept tokens of deleted service accounts.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const apiserverServiceAccountLookup = flagCheck({
  id: "apiserver-service-account-lookup",
  title: "API server accepts tokens of deleted service accounts",
  severity: "medium",
  rationale:
    "Without a look-up the API server only verifies the signature of a service account token. Deleting the service account, or the secret that holds the token, then no longer revokes it.",
  remediation: "Set --service-account-lookup=true, or leave it out.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBe("service-account-lookup", true),
});

// API servers that make tokens for as long as they are asked to.
import { flagCheck, mustLastAtMost } from "../../checking/index.ts";

export const apiserverServiceAccountTokenLimit = flagCheck({
  id: "apiserver-service-account-token-limit",
  title: "Tokens of service accounts may be valid for any time",
  severity: "low",
  rationale:
    "Who may ask for tokens of service accounts also says how long they last: without a limit a token may outlive the cluster, and it cannot be taken back without deleting the service account.",
  remediation: "Set --service-account-max-token-expiration=24h, or what your longest job needs.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustLastAtMost("service-account-max-token-expiration", 86_400),
});

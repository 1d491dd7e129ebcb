// API servers that verify service account tokens with their TLS key.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverServiceAccountKeyFile = flagCheck({
  id: "apiserver-service-account-key-file",
  title: "API server has no key of its own for service account tokens",
  severity: "low",
  rationale:
    "Without a key file the API server verifies service account tokens with its TLS private key. Replacing the TLS key then makes all tokens invalid, so it is not replaced when it should be.",
  remediation: "Set --service-account-key-file to the public key of the pair that signs service account tokens.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeSet("service-account-key-file"),
});

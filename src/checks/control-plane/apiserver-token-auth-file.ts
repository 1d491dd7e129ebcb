// API servers that accept tokens from a file.
import { flagCheck, mustNotBeSet } from "../../checking/index.ts";

export const apiserverTokenAuthFile = flagCheck({
  id: "apiserver-token-auth-file",
  title: "API server accepts static tokens from a file",
  severity: "high",
  rationale:
    "The tokens stand in clear text on the control plane, never expire, and can be neither revoked nor replaced without restarting the API server. Whoever once read the file, or a backup of it, stays in.",
  remediation:
    "Move the users to OpenID Connect, client certificates of short life or service account tokens, then remove --token-auth-file and delete the file.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#static-token-file",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustNotBeSet("token-auth-file"),
});

// API servers that allow every request.
import { flagCheck, mustNotInclude } from "../../checking/index.ts";

export const apiserverAuthorizationAlwaysAllow = flagCheck({
  id: "apiserver-authorization-always-allow",
  title: "API server allows every authenticated request",
  severity: "critical",
  rationale:
    "With the mode AlwaysAllow, which is also what applies when no mode is given, nobody asks what a user may do: every service account of every pod can read all secrets and change everything.",
  remediation: "Set --authorization-mode=Node,RBAC, after granting the rights that workloads and people need.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authorization/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustNotInclude("authorization-mode", "AlwaysAllow"),
});

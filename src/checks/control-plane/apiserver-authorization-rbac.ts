// API servers whose authorizers do not include RBAC.
import { flagCheck, mustInclude } from "../../checking/index.ts";

export const apiserverAuthorizationRbac = flagCheck({
  id: "apiserver-authorization-rbac",
  title: "API server does not use RBAC",
  severity: "high",
  rationale:
    "Roles and bindings have no effect unless RBAC is one of the authorization modes. What is left is a file that needs a restart for every change, a webhook, or no limits at all.",
  remediation: "Add RBAC to --authorization-mode.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustInclude("authorization-mode", "RBAC"),
});

// API servers that ask a file of policies.
import { flagCheck, mustNotInclude } from "../../checking/index.ts";

export const apiserverAuthorizationAbac = flagCheck({
  id: "apiserver-authorization-abac",
  title: "API server allows what a file of policies says",
  severity: "medium",
  rationale:
    "ABAC reads its policies from a file on the control plane node: nothing of it shows in the API, it changes only with a restart, and a line for pods covers pods/exec too, as subresources are not told apart. Whoever reviews RBAC sees half of the rights.",
  remediation:
    "Write the rights of the file as roles and bindings, then remove ABAC from --authorization-mode and delete the file.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/abac/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustNotInclude("authorization-mode", "ABAC"),
});

// API servers told to deny everything, which does nothing.
import { flagCheck, mustNotInclude } from "../../checking/index.ts";

export const apiserverAuthorizationAlwaysDeny = flagCheck({
  id: "apiserver-authorization-always-deny",
  title: "API server lists an authorizer that never decides",
  severity: "info",
  rationale:
    "AlwaysDeny does not deny: it has no opinion, as every other authorizer about what it does not allow. Beside others it changes nothing, and whoever placed it to close the list was mistaken about what closes it.",
  remediation: "Remove AlwaysDeny from --authorization-mode: what no authorizer allows is refused anyway.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authorization/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustNotInclude("authorization-mode", "AlwaysDeny"),
});

// API servers that accept the tokens with which nodes join.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const apiserverBootstrapTokens = flagCheck({
  id: "apiserver-bootstrap-tokens",
  title: "API server accepts bootstrap tokens",
  severity: "info",
  rationale:
    "Whoever may create Secrets in kube-system can make a bootstrap token, and with it the client certificate of a node that does not exist. Without nodes that join by such tokens nothing is lost by turning them off.",
  remediation:
    "Where nodes are joined otherwise, or seldom, set --enable-bootstrap-token-auth=false and turn it on only to join nodes.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBe("enable-bootstrap-token-auth", false),
});

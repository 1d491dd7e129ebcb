// API servers that accept requests without credentials.
import { flagCheck, mustBe } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

export const apiserverAnonymousAuth = flagCheck({
  id: "apiserver-anonymous-auth",
  title: "API server accepts anonymous requests",
  severity: "low",
  rationale:
    "A request without credentials becomes the user system:anonymous instead of being refused. Default roles let that user read little more than the version and health, but one careless binding to it or to system:unauthenticated opens the cluster to everybody who can reach the API server, and a vulnerability in any open path needs no login.",
  remediation:
    "Set --anonymous-auth=false. Where health probes or load balancers need open paths, allow exactly those: from 1.31 an AuthenticationConfiguration given with --authentication-config can accept anonymous requests for /livez, /readyz and /healthz alone.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBe("anonymous-auth", false),
  // With AlwaysAllow among its authorizers the API server turns anonymous requests off by itself (kubeapiserver options ApplyAuthorization).
  applies: (settings) => !parseList(settings.setting("authorization-mode").value ?? "").includes("AlwaysAllow"),
});

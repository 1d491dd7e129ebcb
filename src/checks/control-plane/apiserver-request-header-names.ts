// API servers that take any certificate of an authority for the front proxy.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverRequestHeaderNames = flagCheck({
  id: "apiserver-request-header-names",
  title: "Any certificate of the front proxy authority can speak for anybody",
  severity: "medium",
  rationale:
    "Whoever shows a certificate of this authority may say in headers which user and which groups a request comes from. Without a list of names that holds for every certificate the authority signed and will sign.",
  remediation:
    "Set --requestheader-allowed-names to the common names of the proxies, which is front-proxy-client with kubeadm.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#authenticating-proxy",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeSet("requestheader-allowed-names"),
  applies: (settings) => settings.setting("requestheader-client-ca-file").value !== "",
});

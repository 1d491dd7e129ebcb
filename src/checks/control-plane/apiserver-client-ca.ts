// API servers that accept no client certificates.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverClientCa = flagCheck({
  id: "apiserver-client-ca",
  title: "API server verifies no client certificates",
  severity: "medium",
  rationale:
    "Kubelets and control plane components log in with client certificates. Without a CA to verify them by they need tokens that live for ever in files.",
  remediation: "Set --client-ca-file to the CA that signs the client certificates of the cluster.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeSet("client-ca-file"),
});

// API servers without a client certificate for kubelets.
import { allOf, flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverKubeletClientCertificate = flagCheck({
  id: "apiserver-kubelet-client-certificate",
  title: "API server has no client certificate for kubelets",
  severity: "medium",
  rationale:
    "Without a client certificate and its key the API server connects to kubelets without credentials. That works only if kubelets accept anybody, so the gap is then in every kubelet.",
  remediation:
    "Set --kubelet-client-certificate and --kubelet-client-key, and turn anonymous requests off in the kubelets.",
  references: [
    "https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: allOf(mustBeSet("kubelet-client-certificate"), mustBeSet("kubelet-client-key")),
});

// API servers that do not verify kubelets.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverKubeletCertificateAuthority = flagCheck({
  id: "apiserver-kubelet-certificate-authority",
  title: "API server does not verify the certificates of kubelets",
  severity: "medium",
  rationale:
    "For logs, exec and port forwarding the API server connects to the kubelet. Without a CA to verify it by, somebody between the two can pose as the kubelet and read or change what passes, commands and their input included.",
  remediation:
    "Let kubelets have serving certificates signed by a CA of the cluster (serverTLSBootstrap), then set --kubelet-certificate-authority to it.",
  references: [
    "https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeSet("kubelet-certificate-authority"),
});

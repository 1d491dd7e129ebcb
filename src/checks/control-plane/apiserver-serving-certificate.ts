// API servers that serve a certificate they made themselves.
import { allOf, flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverServingCertificate = flagCheck({
  id: "apiserver-serving-certificate",
  title: "API server has no serving certificate of its own",
  severity: "medium",
  rationale:
    "Without a certificate and key the API server makes a self-signed pair at start. Clients cannot verify it by the CA of the cluster, and learn to skip verification.",
  remediation: "Set --tls-cert-file and --tls-private-key-file.",
  references: [
    "https://kubernetes.io/docs/setup/best-practices/certificates/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: allOf(mustBeSet("tls-cert-file"), mustBeSet("tls-private-key-file")),
});

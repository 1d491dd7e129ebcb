// API servers that accept TLS before 1.2.
import { flagCheck, mustNotBe } from "../../checking/index.ts";

export const apiserverTlsMinVersion = flagCheck({
  id: "apiserver-tls-min-version",
  title: "API server accepts outdated versions of TLS",
  severity: "medium",
  rationale:
    "TLS 1.0 and 1.1 rest on hash functions and ciphers that are broken or close to it, and no client of Kubernetes needs them.",
  remediation: "Remove --tls-min-version, or set it to VersionTLS12 or VersionTLS13.",
  references: [
    "https://www.rfc-editor.org/rfc/rfc8996",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustNotBe("tls-min-version", ["VersionTLS10", "VersionTLS11"], "VersionTLS12"),
});

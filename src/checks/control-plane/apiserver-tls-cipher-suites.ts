// API servers that were told to accept weak ciphers.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

/** Names of Go's InsecureCipherSuites (crypto/tls): key exchange without forward secrecy, RC4, 3DES, CBC with SHA-256. */
const insecure = /^TLS_RSA_|_RC4_|_3DES_|_CBC_SHA256$/;

export const apiserverTlsCipherSuites = flagCheck({
  id: "apiserver-tls-cipher-suites",
  title: "API server accepts weak ciphers",
  severity: "medium",
  rationale:
    "The listed suites lack forward secrecy, or rest on RC4, 3DES or a mode that leaks by its timing. Go leaves them out unless they are asked for by name.",
  remediation:
    "Remove --tls-cipher-suites, or the suites that begin with TLS_RSA_ and those with RC4, 3DES or CBC_SHA256.",
  references: [
    "https://pkg.go.dev/crypto/tls#InsecureCipherSuites",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText(
    "tls-cipher-suites",
    "it should list no suite that Go calls insecure",
    (list) => !parseList(list).some((suite) => insecure.test(suite)),
  ),
});

// API servers whose tokens do not say where they can be verified.
import { flagCheck, judgeText } from "../../checking/index.ts";

export const apiserverServiceAccountIssuer = flagCheck({
  id: "apiserver-service-account-issuer",
  title: "Issuer of service account tokens is no address",
  severity: "low",
  rationale:
    "Others can verify tokens of this cluster only if the issuer is an https address where its keys are published. Otherwise they have to send each token to the API server, or go by the name alone, which every cluster that kept the usual one shares.",
  remediation:
    "Set --service-account-issuer to an https address of this cluster, and keep the former value as a second one until old tokens have ended.",
  references: [
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText("service-account-issuer", "the first should be an https address", (issuers) =>
    issuers.startsWith("https://"),
  ),
});

// API servers that accept tokens of former issuers.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

export const apiserverServiceAccountFormerIssuers = flagCheck({
  id: "apiserver-service-account-former-issuers",
  title: "Tokens of more than one issuer are accepted",
  severity: "info",
  rationale:
    "The first issuer is written into new tokens; tokens of the others are accepted as long as they are listed. Left after a change of the issuer, they keep alive what the change was to end.",
  remediation: "When the longest-lived token of a former issuer has ended, remove its --service-account-issuer.",
  references: [
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText("service-account-issuer", "it should be one issuer", (issuers) => parseList(issuers).length < 2),
});

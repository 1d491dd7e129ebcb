// API servers that accept tokens made for somebody else.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

/** Audiences that cloud providers and well-known services have tokens made for. */
const ofOthers =
  /^(?:sts\.amazonaws\.com|api:\/\/AzureADTokenExchange|(?:https:)?\/\/iam\.googleapis\.com\/.*|vault|sigstore)$/;

export const apiserverApiAudiences = flagCheck({
  id: "apiserver-api-audiences",
  title: "API server accepts tokens made for other services",
  severity: "medium",
  rationale:
    "The audience of a token says for whom it is made, so that a service that is handed one cannot use it elsewhere. Where the API server takes a cloud provider's audience for its own, every token that was sent there opens the cluster as well.",
  remediation:
    "Remove audiences of other services from --api-audiences; without the flag the API server accepts its issuer alone.",
  references: [
    "https://github.com/aws/amazon-eks-pod-identity-webhook/blob/master/SELF_HOSTED_SETUP.md#audiences",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText(
    "api-audiences",
    "it should name the API server alone",
    (list) => !parseList(list).some((one) => ofOthers.test(one)),
  ),
});

// API servers that ask their webhook in the old version.
import { flagCheck, judgeText } from "../../checking/index.ts";
import { parseList } from "../../engines/component-config/index.ts";

export const apiserverAuthorizationWebhookVersion = flagCheck({
  id: "apiserver-authorization-webhook-version",
  title: "Authorization webhook is asked in an old version",
  severity: "info",
  rationale:
    "The default is v1beta1, which has no field for the selectors of a request. A webhook that wants to let a node list its own pods only cannot see whether it asked for those.",
  remediation:
    "Let the webhook answer SubjectAccessReview of authorization.k8s.io/v1, then set --authorization-webhook-version=v1.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/webhook/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText("authorization-webhook-version", "it should be v1", (version) => version === "v1", "v1"),
  applies: (settings) => parseList(settings.setting("authorization-mode").value ?? "Webhook").includes("Webhook"),
});

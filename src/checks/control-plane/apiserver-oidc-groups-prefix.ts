// API servers that take over groups as the identity provider names them.
import { flagCheck, judgeText } from "../../checking/index.ts";

export const apiserverOidcGroupsPrefix = flagCheck({
  id: "apiserver-oidc-groups-prefix",
  title: "Identity provider can name any group of the cluster",
  severity: "high",
  rationale:
    "Without a prefix a group of the provider counts as the group of the same name in the cluster. Whoever may create groups there, or choose what the claim says, creates system:masters and is allowed everything.",
  remediation:
    "Set --oidc-groups-prefix, as to oidc:, and write the prefix into the bindings of the provider's groups.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#configuring-the-api-server",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: judgeText(
    "oidc-groups-prefix",
    "it should be a prefix that no group of Kubernetes has",
    (prefix) => prefix !== "" && !prefix.startsWith("system:"),
  ),
  applies: (settings) => settings.setting("oidc-groups-claim").value !== "",
});

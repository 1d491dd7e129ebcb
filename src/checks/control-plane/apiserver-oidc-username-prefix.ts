// API servers that take over user names as the identity provider spells them.
import { flagCheck, judgeText } from "../../checking/index.ts";

export const apiserverOidcUsernamePrefix = flagCheck({
  id: "apiserver-oidc-username-prefix",
  title: "Identity provider can name any user of the cluster",
  severity: "medium",
  rationale:
    "With the prefix - , and by default where the claim is email, a name of the provider counts as the user of the same name in the cluster. Where people choose what the claim says, one of them may be called as a user of a client certificate, or as system:kube-controller-manager.",
  remediation:
    "Set --oidc-username-prefix, as to oidc:, and write the prefix into the bindings of the provider's users.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#configuring-the-api-server",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: (settings) => {
    const isEmail = settings.setting("oidc-username-claim").value === "email";
    return judgeText(
      "oidc-username-prefix",
      "it should be a prefix that no user of Kubernetes has",
      (prefix) => !prefix.startsWith("system:") && prefix !== "-" && (prefix !== "" || !isEmail),
    )(settings);
  },
  applies: (settings) => settings.setting("oidc-issuer-url").value !== "",
});

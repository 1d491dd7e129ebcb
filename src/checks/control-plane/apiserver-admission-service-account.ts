// API servers that do not run the admission plugin ServiceAccount.
import { flagCheck, mustRunPlugin } from "../../checking/index.ts";

export const apiserverAdmissionServiceAccount = flagCheck({
  id: "apiserver-admission-service-account",
  title: "API server does not run the admission plugin ServiceAccount",
  severity: "medium",
  rationale:
    "The plugin gives every pod its service account and token, and refuses pods that name one which does not exist. Without it the limits it enforces on mounting secrets are gone, and pods are made to carry tokens by hand.",
  remediation: "Remove ServiceAccount from --disable-admission-plugins.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#serviceaccount",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustRunPlugin("ServiceAccount", true),
});

// API servers that do not run the admission plugin PodSecurity.
import { flagCheck, mustRunPlugin } from "../../checking/index.ts";

export const apiserverAdmissionPodSecurity = flagCheck({
  id: "apiserver-admission-pod-security",
  title: "API server does not run the admission plugin PodSecurity",
  severity: "medium",
  rationale:
    "The plugin enforces the Pod Security Standard that a namespace asks for in its labels. Without it the labels are still there, but nothing is enforced.",
  remediation: "Remove PodSecurity from --disable-admission-plugins.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#podsecurity",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustRunPlugin("PodSecurity", true),
});

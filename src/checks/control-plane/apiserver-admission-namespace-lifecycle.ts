// API servers that do not run the admission plugin NamespaceLifecycle.
import { flagCheck, mustRunPlugin } from "../../checking/index.ts";

export const apiserverAdmissionNamespaceLifecycle = flagCheck({
  id: "apiserver-admission-namespace-lifecycle",
  title: "API server does not run the admission plugin NamespaceLifecycle",
  severity: "medium",
  rationale:
    "The plugin refuses objects in namespaces that do not exist or are being deleted, and keeps default, kube-system and kube-public from being deleted. Without it objects can live where nobody looks for them.",
  remediation: "Remove NamespaceLifecycle from --disable-admission-plugins.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#namespacelifecycle",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustRunPlugin("NamespaceLifecycle", true),
});

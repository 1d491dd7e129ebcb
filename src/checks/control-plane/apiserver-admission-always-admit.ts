// API servers that run the admission plugin AlwaysAdmit.
import { flagCheck, mustRunPlugin } from "../../checking/index.ts";

export const apiserverAdmissionAlwaysAdmit = flagCheck({
  id: "apiserver-admission-always-admit",
  title: "API server runs the admission plugin AlwaysAdmit",
  severity: "low",
  rationale:
    "The plugin admits whatever it is asked about. Other plugins still decide, so it protects nothing and harms nothing by itself; but it is deprecated, and a list that names it was often written to run it alone.",
  remediation: "Remove AlwaysAdmit from --enable-admission-plugins.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwaysadmit",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustRunPlugin("AlwaysAdmit", false),
});

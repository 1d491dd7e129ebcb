// API servers that do not limit what kubelets may write.
import { flagCheck, mustRunPlugin } from "../../checking/index.ts";

export const apiserverAdmissionNodeRestriction = flagCheck({
  id: "apiserver-admission-node-restriction",
  title: "API server does not run the admission plugin NodeRestriction",
  severity: "high",
  rationale:
    "The plugin lets a kubelet change only its own Node and pods bound to it, and no labels that place workloads. Without it one stolen node can relabel itself to attract other workloads, or change other nodes and their pods.",
  remediation: "Add NodeRestriction to --enable-admission-plugins.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustRunPlugin("NodeRestriction", true),
});

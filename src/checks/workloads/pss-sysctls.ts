// Pods that set kernel parameters which do not stay inside them.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssSysctls = podSecurityCheck({
  id: "pss-sysctls",
  control: "sysctls",
  title: "Pod sets kernel parameters outside the safe list",
  severity: "medium",
  rationale:
    "Some kernel parameters are kept apart for each pod and do no harm; others reach every pod on the node, or take limits away that protect it. Kubernetes keeps a list of the safe ones, which grows with the kernel.",
  remediation:
    "Remove the sysctl, or set it on the nodes where it is needed for all. What the list holds depends on the version: newer clusters allow more of net.ipv4.tcp_*.",
  messages: { unsafe: "the pod sets the kernel parameter {found}" },
  report: () => ({ message: "unsafe" }),
});

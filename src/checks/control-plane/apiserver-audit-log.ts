// API servers that send audit events nowhere.
import { anyOf, flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverAuditLog = flagCheck({
  id: "apiserver-audit-log",
  title: "API server keeps no audit log",
  severity: "medium",
  rationale:
    "The audit log is the only record of who read or changed what through the API. Without it an intrusion can be neither noticed nor reconstructed.",
  remediation:
    "Set --audit-log-path to a file on a volume that outlives the pod, or --audit-webhook-config-file to send events elsewhere, together with --audit-policy-file.",
  references: [
    "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: anyOf(mustBeSet("audit-log-path"), mustBeSet("audit-webhook-config-file")),
});

// API servers that keep their audit log files too briefly: --audit-log-maxbackup.
import { flagCheck, logsToFile, mustBeAtLeast } from "../../checking/index.ts";

export const apiserverAuditLogMaxbackup = flagCheck({
  id: "apiserver-audit-log-maxbackup",
  title: "Too few audit log files are kept",
  severity: "low",
  rationale:
    "When files are rotated often, a small number of them holds only hours of events, and whoever can cause many requests can push the traces of an attack out of the log; 0 keeps every file, until the disk is full.",
  remediation: "Set --audit-log-maxbackup=10 or more. From 1.36 on the default is enough.",
  references: [
    "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeAtLeast("audit-log-maxbackup", 10),
  applies: logsToFile,
});

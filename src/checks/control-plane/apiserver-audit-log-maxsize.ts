// API servers that keep their audit log files too briefly: --audit-log-maxsize.
import { flagCheck, logsToFile, mustBeAtLeast } from "../../checking/index.ts";

export const apiserverAuditLogMaxsize = flagCheck({
  id: "apiserver-audit-log-maxsize",
  title: "Audit log files are rotated too early",
  severity: "low",
  rationale:
    "Together with the number of files the size decides how much is kept; small files are rotated, and dropped, before anybody has read them.",
  remediation: "Set --audit-log-maxsize=100 or more. From 1.36 on the default is enough.",
  references: [
    "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeAtLeast("audit-log-maxsize", 100),
  applies: logsToFile,
});

// API servers that keep their audit log files too briefly: --audit-log-maxage.
import { flagCheck, logsToFile, mustBeAtLeast } from "../../checking/index.ts";

export const apiserverAuditLogMaxage = flagCheck({
  id: "apiserver-audit-log-maxage",
  title: "Audit log files are kept for too short a time",
  severity: "low",
  rationale:
    "Fewer days than a month is less time than intrusions usually take to be found; 0 keeps files for ever, until the disk of the control plane is full.",
  remediation: "Set --audit-log-maxage=30 or more. From 1.36 on the default is enough.",
  references: [
    "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeAtLeast("audit-log-maxage", 30),
  applies: logsToFile,
});

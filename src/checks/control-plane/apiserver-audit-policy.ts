// API servers without an audit policy.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const apiserverAuditPolicy = flagCheck({
  id: "apiserver-audit-policy",
  title: "API server has no audit policy",
  severity: "medium",
  rationale:
    "The policy says which requests are recorded, and how fully. Without one nothing is recorded at all, even where a log file or webhook is set.",
  remediation: "Write an audit policy and give its path with --audit-policy-file.",
  references: [
    "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustBeSet("audit-policy-file"),
});

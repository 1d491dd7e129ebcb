// Cases of apiserver-audit-log.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverAuditLog } from "./apiserver-audit-log.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverAuditLog,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--audit-webhook-config-file=/etc/kubernetes/audit-webhook.yaml"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--audit-log-path=$(AUDIT)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

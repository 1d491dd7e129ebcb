// Cases of apiserver-audit-policy.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverAuditPolicy } from "./apiserver-audit-policy.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverAuditPolicy,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--audit-policy-file=/etc/kubernetes/audit-policy.yaml"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-apiserver", ["--audit-log-path=/var/log/audit.log"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--audit-policy-file=$(POLICY)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

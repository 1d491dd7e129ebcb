// Cases of apiserver-service-account-key-file.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverServiceAccountKeyFile } from "./apiserver-service-account-key-file.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverServiceAccountKeyFile,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--service-account-key-file=/pki/sa.pub"])],
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
      objects: [componentPod("kube-apiserver", ["--service-account-key-file=$(KEY)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

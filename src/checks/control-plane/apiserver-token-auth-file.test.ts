// Cases of apiserver-token-auth-file.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverTokenAuthFile } from "./apiserver-token-auth-file.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverTokenAuthFile,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("kube-apiserver", ["--token-auth-file=/etc/kubernetes/tokens.csv"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[1]" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--token-auth-file=$(TOKENS)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

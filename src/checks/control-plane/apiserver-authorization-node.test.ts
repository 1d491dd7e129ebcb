// Cases of apiserver-authorization-node.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverAuthorizationNode } from "./apiserver-authorization-node.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverAuthorizationNode,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=RBAC"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[1]" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--authorization-config=/etc/kubernetes/authz.yaml"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

// Cases of apiserver-authorization-always-allow.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverAuthorizationAlwaysAllow } from "./apiserver-authorization-always-allow.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverAuthorizationAlwaysAllow,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=Node,RBAC"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-apiserver", ["--profiling=false"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "listed among others",
      objects: [componentPod("kube-apiserver", ["--authorization-mode=RBAC,AlwaysAllow"])],
      outcome: "fail",
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

// Cases of apiserver-admission-node-restriction.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverAdmissionNodeRestriction } from "./apiserver-admission-node-restriction.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverAdmissionNodeRestriction,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--enable-admission-plugins=NodeRestriction"])],
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
      name: "only a longer name is listed",
      objects: [componentPod("kube-apiserver", ["--enable-admission-plugins=NodeRestrictionWebhook"])],
      outcome: "fail",
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[1]" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--enable-admission-plugins=$(PLUGINS)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

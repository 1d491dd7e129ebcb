// Cases of controller-manager-profiling.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { controllerManagerProfiling } from "./controller-manager-profiling.ts";

const pod = "Pod kube-system/kube-controller-manager-cp-1";

testCheck(
  controllerManagerProfiling,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-controller-manager", ["--profiling=false"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-controller-manager", ["--root-ca-file=/pki/ca.crt"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-controller-manager", ["--profiling=$(PROFILING)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

// Cases of controller-manager-root-ca.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { controllerManagerRootCa } from "./controller-manager-root-ca.ts";

const pod = "Pod kube-system/kube-controller-manager-cp-1";

testCheck(
  controllerManagerRootCa,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-controller-manager", ["--root-ca-file=/pki/ca.crt"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-controller-manager", ["--profiling=false"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-controller-manager", ["--root-ca-file=$(CA)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

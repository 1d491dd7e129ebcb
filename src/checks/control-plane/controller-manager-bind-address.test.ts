// Cases of controller-manager-bind-address.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { controllerManagerBindAddress } from "./controller-manager-bind-address.ts";

const pod = "Pod kube-system/kube-controller-manager-cp-1";

testCheck(
  controllerManagerBindAddress,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-controller-manager", ["--bind-address=127.0.0.1"])],
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
      objects: [componentPod("kube-controller-manager", ["--bind-address=$(HOST_IP)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

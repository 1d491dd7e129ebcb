// Cases of scheduler-bind-address.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { schedulerBindAddress } from "./scheduler-bind-address.ts";

const pod = "Pod kube-system/kube-scheduler-cp-1";

testCheck(
  schedulerBindAddress,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-scheduler", ["--bind-address=127.0.0.1"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-scheduler", ["--profiling=false"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-scheduler", ["--bind-address=$(HOST_IP)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

// Cases of apiserver-request-timeout.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverRequestTimeout } from "./apiserver-request-timeout.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverRequestTimeout,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--request-timeout=2m30s"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("kube-apiserver", ["--request-timeout=1h"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[1]" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--request-timeout=$(TIMEOUT)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

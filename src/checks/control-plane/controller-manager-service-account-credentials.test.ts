// Cases of controller-manager-service-account-credentials.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { controllerManagerServiceAccountCredentials } from "./controller-manager-service-account-credentials.ts";

const pod = "Pod kube-system/kube-controller-manager-cp-1";

testCheck(
  controllerManagerServiceAccountCredentials,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-controller-manager", ["--use-service-account-credentials=true"])],
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
      objects: [componentPod("kube-controller-manager", ["--use-service-account-credentials=$(OWN)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

// Cases of apiserver-admission-always-admit.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverAdmissionAlwaysAdmit } from "./apiserver-admission-always-admit.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverAdmissionAlwaysAdmit,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--enable-admission-plugins=NodeRestriction"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("kube-apiserver", ["--enable-admission-plugins=AlwaysAdmit"])],
      outcome: "fail",
      docs: true,
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

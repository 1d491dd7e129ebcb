// Cases of apiserver-service-account-lookup.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverServiceAccountLookup } from "./apiserver-service-account-lookup.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverServiceAccountLookup,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--service-account-lookup=true"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("kube-apiserver", ["--service-account-lookup=false"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[1]" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--service-account-lookup=$(LOOKUP)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

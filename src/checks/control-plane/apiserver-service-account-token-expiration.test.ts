// Cases of apiserver-service-account-token-expiration.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverServiceAccountTokenExpiration } from "./apiserver-service-account-token-expiration.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverServiceAccountTokenExpiration,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--service-account-extend-token-expiration=false"])],
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
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--service-account-extend-token-expiration=$(EXTEND)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

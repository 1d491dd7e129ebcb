// Cases of apiserver-encryption-provider-config.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverEncryptionProviderConfig } from "./apiserver-encryption-provider-config.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverEncryptionProviderConfig,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--encryption-provider-config=/etc/kubernetes/encryption.yaml"])],
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
      objects: [componentPod("kube-apiserver", ["--encryption-provider-config=$(CONFIG)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

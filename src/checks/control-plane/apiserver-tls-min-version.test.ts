// Cases of apiserver-tls-min-version.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverTlsMinVersion } from "./apiserver-tls-min-version.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverTlsMinVersion,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--tls-min-version=VersionTLS13"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("kube-apiserver", ["--tls-min-version=VersionTLS11"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[1]" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--tls-min-version=$(TLS)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

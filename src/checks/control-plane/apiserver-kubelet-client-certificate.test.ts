// Cases of apiserver-kubelet-client-certificate.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverKubeletClientCertificate } from "./apiserver-kubelet-client-certificate.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverKubeletClientCertificate,
  [
    {
      name: "set as it should be",
      objects: [
        componentPod("kube-apiserver", [
          "--kubelet-client-certificate=/pki/kubelet.crt",
          "--kubelet-client-key=/pki/kubelet.key",
        ]),
      ],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-apiserver", ["--kubelet-client-certificate=/pki/kubelet.crt"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [
        componentPod("kube-apiserver", [
          "--kubelet-client-certificate=$(CERT)",
          "--kubelet-client-key=/pki/kubelet.key",
        ]),
      ],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

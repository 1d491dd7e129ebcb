// Cases of apiserver-kubelet-certificate-authority.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverKubeletCertificateAuthority } from "./apiserver-kubelet-certificate-authority.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverKubeletCertificateAuthority,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt"])],
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
      objects: [componentPod("kube-apiserver", ["--kubelet-certificate-authority=$(CA)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

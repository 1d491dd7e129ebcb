// Cases of apiserver-serving-certificate.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverServingCertificate } from "./apiserver-serving-certificate.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverServingCertificate,
  [
    {
      name: "set as it should be",
      objects: [
        componentPod("kube-apiserver", [
          "--tls-cert-file=/pki/apiserver.crt",
          "--tls-private-key-file=/pki/apiserver.key",
        ]),
      ],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-apiserver", ["--tls-cert-file=/pki/apiserver.crt"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [
        componentPod("kube-apiserver", ["--tls-cert-file=$(CERT)", "--tls-private-key-file=/pki/apiserver.key"]),
      ],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

// Cases of etcd-serving-certificate.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { etcdServingCertificate } from "./etcd-serving-certificate.ts";

const pod = "Pod kube-system/etcd-cp-1";

testCheck(
  etcdServingCertificate,
  [
    {
      name: "set as it should be",
      objects: [componentPod("etcd", ["--cert-file=/pki/server.crt", "--key-file=/pki/server.key"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("etcd", ["--cert-file=/pki/server.crt"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("etcd", ["--cert-file=$(CERT)", "--key-file=/pki/server.key"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

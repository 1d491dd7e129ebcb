// Cases of apiserver-etcd-client-certificate.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverEtcdClientCertificate } from "./apiserver-etcd-client-certificate.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverEtcdClientCertificate,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--etcd-certfile=/pki/etcd.crt", "--etcd-keyfile=/pki/etcd.key"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("kube-apiserver", ["--etcd-certfile=/pki/etcd.crt"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("kube-apiserver", ["--etcd-certfile=$(CERT)", "--etcd-keyfile=/pki/etcd.key"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

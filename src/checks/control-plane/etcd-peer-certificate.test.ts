// Cases of etcd-peer-certificate.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { etcdPeerCertificate } from "./etcd-peer-certificate.ts";

const pod = "Pod kube-system/etcd-cp-1";

testCheck(
  etcdPeerCertificate,
  [
    {
      name: "set as it should be",
      objects: [componentPod("etcd", ["--peer-cert-file=/pki/peer.crt", "--peer-key-file=/pki/peer.key"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("etcd", ["--peer-cert-file=/pki/peer.crt"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("etcd", ["--peer-cert-file=$(CERT)", "--peer-key-file=/pki/peer.key"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

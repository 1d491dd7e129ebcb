// Cases of etcd-peer-client-cert-auth.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { etcdPeerClientCertAuth } from "./etcd-peer-client-cert-auth.ts";

const pod = "Pod kube-system/etcd-cp-1";

testCheck(
  etcdPeerClientCertAuth,
  [
    {
      name: "set as it should be",
      objects: [componentPod("etcd", ["--peer-client-cert-auth=true"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "not given, and the default is out of line",
      objects: [componentPod("etcd", ["--auto-tls=false"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("etcd", ["--peer-client-cert-auth=$(PEER)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

// Cases of etcd-peer-auto-tls.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { etcdPeerAutoTls } from "./etcd-peer-auto-tls.ts";

const pod = "Pod kube-system/etcd-cp-1";

testCheck(
  etcdPeerAutoTls,
  [
    {
      name: "set as it should be",
      objects: [componentPod("etcd", ["--peer-auto-tls=false"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("etcd", ["--peer-auto-tls=true"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[1]" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("etcd", ["--peer-auto-tls=$(AUTO)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

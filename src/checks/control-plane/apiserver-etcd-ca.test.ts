// Cases of apiserver-etcd-ca.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverEtcdCa } from "./apiserver-etcd-ca.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverEtcdCa,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--etcd-cafile=/pki/etcd/ca.crt"])],
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
      objects: [componentPod("kube-apiserver", ["--etcd-cafile=$(CA)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

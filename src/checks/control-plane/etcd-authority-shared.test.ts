// Cases of etcd-authority-shared.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { etcdAuthorityShared } from "./etcd-authority-shared.ts";

const object = "Pod kube-system/etcd-cp-1";
const server = (file: string) => componentPod("kube-apiserver", [`--client-ca-file=${file}`]);
const etcd = (...files: readonly string[]) =>
  componentPod(
    "etcd",
    files.map((file) => `--trusted-ca-file=${file}`),
  );
const ca = "/etc/kubernetes/pki/ca.crt";

testCheck(
  etcdAuthorityShared,
  [
    {
      name: "etcd asks for no certificates",
      objects: [etcd(), server(ca)],
      outcome: "pass",
      findings: [{ object, message: "apart", outcome: "pass" }],
    },
    {
      name: "the same file",
      objects: [etcd(ca), server(ca)],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "shared", path: "spec.containers[0].command[1]", data: { file: ca } }],
    },
    {
      name: "another file, whose contents are not seen",
      objects: [etcd("/etc/kubernetes/pki/etcd/ca.crt"), server(ca)],
      outcome: "unknown",
      findings: [{ object, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

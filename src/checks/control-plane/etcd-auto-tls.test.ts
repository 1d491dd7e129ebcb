// Cases of etcd-auto-tls.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { etcdAutoTls } from "./etcd-auto-tls.ts";

const pod = "Pod kube-system/etcd-cp-1";

testCheck(
  etcdAutoTls,
  [
    {
      name: "set as it should be",
      objects: [componentPod("etcd", ["--auto-tls=false"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("etcd", ["--auto-tls=true"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[1]" }],
    },
    {
      name: "cannot be read here",
      objects: [componentPod("etcd", ["--auto-tls=$(AUTO)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
    {
      name: "set by a variable of the container",
      objects: [
        componentPod("etcd", [], {
          spec: {
            containers: [
              {
                name: "etcd",
                image: "registry.k8s.io/etcd:3.6.4-0",
                command: ["etcd"],
                env: [{ name: "ETCD_AUTO_TLS", value: "true" }],
              },
            ],
          },
        }),
      ],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

// Cases of apiserver-profiling.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverProfiling } from "./apiserver-profiling.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverProfiling,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--profiling=false"])],
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
      objects: [componentPod("kube-apiserver", ["--profiling=$(PROFILING)"])],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
    {
      name: "one of two instances differs",
      objects: [
        componentPod("kube-apiserver", ["--profiling=false"]),
        componentPod("kube-apiserver", ["--profiling=false", "--profiling"], {
          metadata: { name: "kube-apiserver-cp-2" },
        }),
      ],
      outcome: "fail",
      findings: [
        { object: pod, message: "right", outcome: "pass" },
        { object: "Pod kube-system/kube-apiserver-cp-2", message: "wrong", path: "spec.containers[0].command[2]" },
      ],
    },
    {
      name: "a word after a switch is not its value",
      objects: [componentPod("kube-apiserver", ["--profiling", "false"])],
      outcome: "fail",
      findings: [
        {
          object: pod,
          message: "wrong",
          data: {
            flag: "profiling",
            value: "true",
            origin: "as given",
            expected: "it should be false",
            reason: "kube-apiserver is started with --profiling=true",
          },
        },
      ],
    },
    {
      name: "a version whose default is not known",
      objects: [
        componentPod("kube-apiserver", ["--v=2"], {
          spec: {
            containers: [
              { name: "kube-apiserver", image: "registry.example/kube-apiserver:v1.20.0", command: ["kube-apiserver"] },
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

// Cases of apiserver-audit-log-maxbackup.
import { describe, it } from "vitest";
import { componentPod, testCheck } from "../../testing/index.ts";
import { apiserverAuditLogMaxbackup } from "./apiserver-audit-log-maxbackup.ts";

const pod = "Pod kube-system/kube-apiserver-cp-1";

testCheck(
  apiserverAuditLogMaxbackup,
  [
    {
      name: "set as it should be",
      objects: [componentPod("kube-apiserver", ["--audit-log-path=/var/log/audit.log", "--audit-log-maxbackup=10"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "set to what it should not be",
      objects: [componentPod("kube-apiserver", ["--audit-log-path=/var/log/audit.log", "--audit-log-maxbackup=7"])],
      outcome: "fail",
      docs: true,
      findings: [{ object: pod, message: "wrong", path: "spec.containers[0].command[2]" }],
    },
    {
      name: "cannot be read here",
      objects: [
        componentPod("kube-apiserver", ["--audit-log-path=/var/log/audit.log", "--audit-log-maxbackup=$(KEEP)"]),
      ],
      outcome: "unknown",
      findings: [{ object: pod, message: "unseen", outcome: "unknown" }],
    },
    {
      name: "the default from 1.36 on is enough",
      objects: [componentPod("kube-apiserver", ["--audit-log-path=/var/log/audit.log"])],
      outcome: "pass",
      findings: [{ object: pod, message: "right", outcome: "pass" }],
    },
    {
      name: "the default before 1.36 is not",
      version: "1.35",
      objects: [
        componentPod("kube-apiserver", [], {
          spec: {
            containers: [
              {
                name: "kube-apiserver",
                image:
                  "registry.example/kube-apiserver@sha256:1111111111111111111111111111111111111111111111111111111111111111",
                command: ["kube-apiserver", "--audit-log-path=/var/log/audit.log"],
              },
            ],
          },
        }),
      ],
      outcome: "fail",
      findings: [{ object: pod, message: "wrong" }],
    },
    {
      name: "events go to standard output",
      objects: [componentPod("kube-apiserver", ["--audit-log-path=-", "--audit-log-maxbackup=1"])],
      outcome: "not-applicable",
    },
  ],
  { describe, it },
);

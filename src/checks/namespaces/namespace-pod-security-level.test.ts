// Cases of namespace-pod-security-level.
import { describe, it } from "vitest";
import { componentPod, namespace, testCheck } from "../../testing/index.ts";
import { namespacePodSecurityLevel } from "./namespace-pod-security-level.ts";

const path = 'metadata.labels["pod-security.kubernetes.io/enforce"]';
const object = "Namespace shop";

function labelled(level: string): ReturnType<typeof namespace> {
  return namespace({ metadata: { labels: { "pod-security.kubernetes.io/enforce": level } } });
}

testCheck(
  namespacePodSecurityLevel,
  [
    {
      name: "baseline",
      objects: [labelled("baseline")],
      outcome: "pass",
      findings: [
        { object, message: "enforced", outcome: "pass", path, data: { policy: "baseline:latest", wanted: "baseline" } },
      ],
    },
    {
      name: "more than is asked",
      objects: [labelled("restricted")],
      outcome: "pass",
      findings: [{ object, message: "enforced" }],
    },
    {
      name: "a level nobody can read, which means restricted",
      objects: [labelled("strict")],
      outcome: "pass",
      findings: [{ object, message: "enforced", data: { policy: "restricted:latest", wanted: "baseline" } }],
    },
    {
      name: "a system namespace",
      objects: [namespace({ metadata: { name: "kube-system" } })],
      outcome: "not-applicable",
    },
    {
      name: "no label",
      objects: [namespace()],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "unset", severity: "medium", path }],
    },
    {
      name: "privileged on purpose",
      objects: [labelled("privileged")],
      outcome: "fail",
      findings: [{ object, message: "weaker", severity: "medium" }],
    },
    {
      name: "less than is asked",
      objects: [labelled("baseline")],
      options: { level: "restricted" },
      outcome: "fail",
      findings: [
        { object, message: "weaker", severity: "low", data: { policy: "baseline:latest", wanted: "restricted" } },
      ],
    },
    {
      name: "a level in the options nobody can read",
      objects: [labelled("baseline")],
      options: { level: "strict" },
      outcome: "fail",
      findings: [{ object, message: "weaker", data: { policy: "baseline:latest", wanted: "restricted" } }],
    },
    {
      name: "an API server with defaults of its own",
      objects: [
        namespace(),
        componentPod("kube-apiserver", ["--admission-control-config-file=/etc/kubernetes/admission.yaml"]),
      ],
      outcome: "unknown",
      findings: [{ object, message: "unseen", outcome: "unknown" }],
    },
    {
      name: "an API server whose settings may exempt the namespace",
      objects: [
        labelled("baseline"),
        componentPod("kube-apiserver", ["--admission-control-config-file=/etc/kubernetes/admission.yaml"]),
      ],
      outcome: "unknown",
      findings: [{ object, message: "exemptible", outcome: "unknown" }],
    },
    {
      name: "an API server that does not look at the label",
      objects: [labelled("baseline"), componentPod("kube-apiserver", ["--disable-admission-plugins=PodSecurity"])],
      outcome: "fail",
      findings: [{ object, message: "off", severity: "medium" }],
    },
    {
      name: "an API server without",
      objects: [namespace(), componentPod("kube-apiserver", ["--profiling=false"])],
      outcome: "fail",
      findings: [{ object, message: "unset" }],
    },
  ],
  { describe, it },
);

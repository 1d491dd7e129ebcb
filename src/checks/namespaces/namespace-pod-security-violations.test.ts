// Cases of namespace-pod-security-violations.
import { describe, it } from "vitest";
import { componentPod, container, deployment, namespace, pod, testCheck } from "../../testing/index.ts";
import { namespacePodSecurityViolations } from "./namespace-pod-security-violations.ts";

function enforcing(level: string, version = "latest"): ReturnType<typeof namespace> {
  const labels = { "pod-security.kubernetes.io/enforce": level, "pod-security.kubernetes.io/enforce-version": version };
  return namespace({ metadata: { labels } });
}

const hostNetwork = { spec: { hostNetwork: true } };
const probing = { spec: { containers: [container({ livenessProbe: { tcpSocket: { port: 80, host: "db" } } })] } };

testCheck(
  namespacePodSecurityViolations,
  [
    { name: "a pod that satisfies the level", objects: [enforcing("restricted"), pod()], outcome: "pass" },
    { name: "a namespace that enforces nothing", objects: [namespace(), pod(hostNetwork)], outcome: "pass" },
    {
      name: "a pod that was there before the label",
      objects: [enforcing("baseline"), pod(hostNetwork)],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "running",
          severity: "high",
          data: { pods: 1, policy: "baseline:latest", reasons: "host namespaces" },
        },
      ],
    },
    {
      name: "a Deployment that cannot make its pods",
      objects: [enforcing("restricted", "v1.25"), deployment({ spec: { template: hostNetwork } })],
      outcome: "fail",
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "refused",
          severity: "medium",
          data: { pods: 0, policy: "restricted:v1.25", reasons: "host namespaces" },
        },
      ],
    },
    {
      name: "a control the pinned version does not have",
      objects: [enforcing("baseline", "v1.33"), pod(probing)],
      outcome: "pass",
    },
    {
      name: "a control the cluster does not have yet",
      version: "1.33",
      objects: [enforcing("baseline", "v1.36"), pod(probing)],
      outcome: "pass",
    },
    {
      name: "a level nobody can read, which means restricted",
      objects: [enforcing("strict"), pod({ spec: { securityContext: { runAsNonRoot: undefined } } })],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "running",
          data: { pods: 1, policy: "restricted:latest", reasons: "runAsNonRoot != true" },
        },
      ],
    },
    {
      name: "a namespace that is not in the input",
      objects: [pod(hostNetwork), pod({ ...hostNetwork, metadata: { name: "other" } })],
      outcome: "unknown",
      findings: [{ object: "Namespace shop", message: "unseen", outcome: "unknown", data: { count: 2 } }],
    },
    {
      name: "a default of the API server that was not seen",
      objects: [
        namespace(),
        pod(hostNetwork),
        namespace({
          metadata: { name: "kube-system", labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
        }),
        componentPod("kube-apiserver", ["--admission-control-config-file=/etc/kubernetes/admission.yaml"]),
      ],
      outcome: "unknown",
      findings: [{ object: "Namespace shop", message: "unseen", outcome: "unknown", data: { count: 1 } }],
    },
    { name: "a pod that no level refuses, wherever it is", objects: [pod()], outcome: "pass" },
  ],
  { describe, it },
);

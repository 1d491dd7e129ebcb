// Cases of network-policies-not-enforced.
import { describe, it } from "vitest";
import { container, daemonSet, networkPolicy, testCheck } from "../../testing/index.ts";
import { networkPoliciesNotEnforced } from "./network-policies-not-enforced.ts";

const agent = (name: string, image: string, tweak: object = {}) =>
  daemonSet({
    metadata: { name, namespace: "kube-system", labels: { app: name } },
    spec: { template: { spec: { containers: [container({ image, ...tweak })] } } },
  });
const flannel = agent("kube-flannel-ds", "ghcr.io/flannel-io/flannel:v0.26.1");
const calico = agent("calico-node", "quay.io/calico/node:v3.30.1");
const object = "NetworkPolicy shop/networkpolicy";
const agentOf = { object: "DaemonSet kube-system/calico-node" };

testCheck(
  networkPoliciesNotEnforced,
  [
    {
      name: "a plugin that enforces policies",
      objects: [networkPolicy(), calico],
      outcome: "pass",
      findings: [
        { ...agentOf, message: "enforced", outcome: "pass", data: { reason: "Calico v3.30.1 enforces policies" } },
      ],
    },
    {
      name: "a plugin that only connects pods",
      objects: [networkPolicy(), flannel],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "ignored", severity: "critical" }],
    },
    {
      name: "every policy of each kind is told",
      objects: [
        networkPolicy(),
        networkPolicy({ metadata: { name: "other" } }),
        {
          apiVersion: "policy.networking.k8s.io/v1alpha1",
          kind: "AdminNetworkPolicy",
          metadata: { name: "all" },
          spec: { priority: 1, subject: { namespaces: {} } },
        },
        flannel,
      ],
      outcome: "fail",
      findings: [
        { object, message: "ignored" },
        { object: "NetworkPolicy shop/other", message: "ignored" },
        { object: "AdminNetworkPolicy all", message: "ignored" },
      ],
    },
    {
      name: "both, one for the network and one for policies",
      objects: [networkPolicy(), flannel, calico],
      outcome: "pass",
      findings: [{ ...agentOf, message: "enforced", outcome: "pass" }],
    },
    {
      name: "a plugin nobody knows",
      objects: [networkPolicy(), agent("acme-net", "registry.example/acme-net:v1")],
      outcome: "unknown",
      findings: [{ object: "Input network plugin", message: "unknown", outcome: "unknown" }],
    },
    { name: "no policy at all", objects: [flannel], outcome: "not-applicable" },
    {
      name: "files that do not say what else there is",
      given: true,
      objects: [networkPolicy(), flannel],
      outcome: "unknown",
    },
  ],
  { describe, it },
);

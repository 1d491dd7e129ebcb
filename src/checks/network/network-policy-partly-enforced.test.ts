// Cases of network-policy-partly-enforced.
import { describe, it } from "vitest";
import { container, daemonSet, networkPolicy, testCheck } from "../../testing/index.ts";
import { networkPolicyPartlyEnforced } from "./network-policy-partly-enforced.ts";

const agent = (name: string, image: string, label = name) =>
  daemonSet({
    metadata: { name, namespace: "kube-system", labels: { "k8s-app": label } },
    spec: { template: { spec: { containers: [container({ image })] } } },
  });
const oldCilium = agent("cilium", "quay.io/cilium/cilium:v1.16.5");
const romana = agent("romana-agent", "quay.io/romana/agent:v2.0.2");
const range = networkPolicy({ spec: { ingress: [{ ports: [{ port: 8000, endPort: 8100 }] }] } });
const object = "NetworkPolicy shop/networkpolicy";
const tier = (kind: string, version: string, spec: object) => ({
  apiVersion: `policy.networking.k8s.io/${version}`,
  kind,
  metadata: { name: "all" },
  spec: { priority: 1, subject: { namespaces: {} }, ...spec },
});

testCheck(
  networkPolicyPartlyEnforced,
  [
    {
      name: "all that it asks for",
      objects: [range, agent("cilium", "quay.io/cilium/cilium:v1.17.2")],
      outcome: "pass",
    },
    {
      name: "a range of ports, and a plugin that has none",
      objects: [range, oldCilium],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "endPort", severity: "low", path: "spec" }],
    },
    {
      name: "single and all ports are no ranges",
      objects: [networkPolicy({ spec: { ingress: [{ ports: [{ port: 80 }, { protocol: "UDP" }] }] } }), oldCilium],
      outcome: "pass",
    },
    {
      name: "egress, and a plugin that ignores it",
      objects: [
        networkPolicy({ spec: { policyTypes: ["Egress"] } }),
        networkPolicy({ metadata: { name: "in" } }),
        romana,
      ],
      outcome: "fail",
      findings: [{ object, message: "egress", severity: "high", path: "spec.egress" }],
    },
    {
      name: "cluster-wide policies, and a plugin that does not read one kind of them",
      objects: [
        tier("AdminNetworkPolicy", "v1alpha1", {}),
        tier("ClusterNetworkPolicy", "v1alpha2", { tier: "Admin" }),
        agent("calico-node", "quay.io/calico/node:v3.30.1"),
      ],
      outcome: "fail",
      findings: [{ object: "ClusterNetworkPolicy all", message: "tier", severity: "high", path: "kind" }],
    },
  ],
  { describe, it },
);

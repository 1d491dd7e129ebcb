// Cases of namespace-without-default-deny.
import { describe, it } from "vitest";
import { namespace, networkPolicy, pod, testCheck } from "../../testing/index.ts";
import { namespaceWithoutDefaultDeny } from "./namespace-without-default-deny.ts";

const object = "Namespace shop";
const both = networkPolicy({ spec: { policyTypes: ["Ingress", "Egress"] } });
const denied = { object, message: "denied", outcome: "pass" } as const;
const baseline = {
  apiVersion: "policy.networking.k8s.io/v1alpha1",
  kind: "BaselineAdminNetworkPolicy",
  metadata: { name: "default" },
  spec: {
    subject: { namespaces: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } },
    ingress: [{ action: "Deny", from: [{ namespaces: {} }] }],
    egress: [{ action: "Allow", to: [{ namespaces: {} }] }],
  },
};

testCheck(
  namespaceWithoutDefaultDeny,
  [
    {
      name: "a policy for both directions, and an exempt namespace",
      objects: [namespace(), both, namespace({ metadata: { name: "kube-system" } })],
      outcome: "pass",
      findings: [
        { ...denied, data: { namespace: "shop", policy: "networkpolicy" } },
        { ...denied, severity: "low" },
      ],
    },
    {
      name: "policies that select some pods",
      objects: [namespace(), networkPolicy({ spec: { podSelector: { matchLabels: { app: "db" } } } })],
      outcome: "fail",
      docs: true,
      findings: [
        { object, message: "ingress", severity: "medium", data: { namespace: "shop" } },
        { object, message: "egress", severity: "low" },
      ],
    },
    {
      name: "a policy that allows everything denies nothing",
      objects: [namespace(), networkPolicy({ spec: { ingress: [{}] } })],
      outcome: "fail",
      findings: [
        { object, message: "ingress" },
        { object, message: "egress" },
      ],
    },
    {
      name: "policy types left out, with rules for both directions",
      objects: [namespace(), networkPolicy({ spec: { policyTypes: undefined, egress: [{ ports: [{ port: 53 }] }] } })],
      outcome: "pass",
      findings: [denied, denied],
    },
    ...[
      { from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] },
      { from: [{ podSelector: { matchLabels: { app: "a" } } }, { namespaceSelector: {} }] },
      { from: [], ports: [] },
    ].map((rule) => ({
      name: `a rule that lets anybody in: ${JSON.stringify(rule)}`,
      objects: [namespace(), networkPolicy({ spec: { policyTypes: ["Ingress", "Egress"], ingress: [rule] } })],
      outcome: "fail" as const,
      findings: [
        { object, message: "ingress" },
        { ...denied, severity: "low" as const },
      ],
    })),
    {
      name: "rules with limits",
      objects: [
        namespace(),
        networkPolicy({
          spec: {
            policyTypes: [],
            ingress: [
              { from: [{ podSelector: {} }] },
              { from: [{ namespaceSelector: {} }], ports: [{ port: 443 }] },
              { from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }] },
            ],
            egress: [],
          },
        }),
      ],
      outcome: "fail",
      findings: [denied, { object, message: "egress" }],
    },
    {
      name: "a policy the API server would refuse denies nothing",
      objects: [
        namespace(),
        networkPolicy({ spec: { policyTypes: ["Ingress", "Egress"], ingress: [{ from: [{}] }] } }),
      ],
      outcome: "fail",
      findings: [
        { object, message: "ingress" },
        { object, message: "egress" },
      ],
    },
    {
      name: "a baseline of the cluster denies in the namespaces it selects",
      objects: [namespace(), namespace({ metadata: { name: "bank" } }), baseline],
      outcome: "fail",
      findings: [
        { object: "Namespace bank", message: "ingress" },
        { object: "Namespace bank", message: "egress" },
        { ...denied, data: { namespace: "shop", policy: "default" } },
        { object, message: "egress" },
      ],
    },
    {
      name: "policies of one namespace were not listed",
      objects: [namespace({ metadata: { name: "bank" } }), namespace(), both],
      partial: { "networkpolicies.networking.k8s.io": ["bank"] },
      outcome: "unknown",
      findings: [denied, denied],
    },
    {
      name: "a namespace only a workload tells of",
      objects: [pod({ metadata: { namespace: "bank" } })],
      outcome: "fail",
      findings: [
        { object: "Namespace bank", message: "ingress", severity: "medium" },
        { object: "Namespace bank", message: "egress", severity: "low" },
      ],
    },
  ],
  { describe, it },
);

// Cases of control-plane-reachable.
import { describe, it } from "vitest";
import {
  componentPod,
  container,
  daemonSet,
  namespace,
  networkPolicy,
  node,
  pod,
  testCheck,
} from "../../testing/index.ts";
import { controlPlaneReachable } from "./control-plane-reachable.ts";

const machine = (name: string, address: string) =>
  node({ metadata: { name }, status: { addresses: [{ type: "InternalIP", address }] } });
const agent = (name: string, image: string) =>
  daemonSet({
    metadata: { name, namespace: "kube-system" },
    spec: { template: { spec: { containers: [container({ image })] } } },
  });
const calico = agent("calico-node", "quay.io/calico/node:v3.30.1");
const bare = [namespace(), machine("cp-1", "10.0.0.1"), machine("worker", "10.0.0.2"), componentPod("etcd")];
const cluster = [...bare, calico];
const egress = (rules: readonly object[]) => networkPolicy({ spec: { policyTypes: ["Egress"], egress: rules } });
const to = (cidr: string, port: number) => ({ to: [{ ipBlock: { cidr } }], ports: [{ port }] });
const object = "Namespace shop";
const closed = { object, message: "closed", outcome: "pass" } as const;
const kubelets = "kubelets of other nodes";
const counts = { namespace: "shop", count: 1, all: 1, examples: "Pod web" };

testCheck(
  controlPlaneReachable,
  [
    {
      name: "nothing is allowed",
      objects: [...cluster, pod(), egress([])],
      outcome: "pass",
      findings: [closed, closed],
    },
    {
      name: "no policy",
      objects: [...cluster, pod()],
      outcome: "fail",
      docs: true,
      findings: [
        { object, message: "kubelet", severity: "low", data: { ...counts, service: kubelets, address: "node cp-1" } },
        { object, message: "etcd", severity: "medium", data: { ...counts, service: "etcd", address: "node cp-1" } },
      ],
    },
    {
      name: "etcd's port and no kubelet's",
      objects: [...cluster, pod(), egress([to("10.0.0.0/8", 2379)])],
      outcome: "fail",
      findings: [closed, { object, message: "etcd" }],
    },
    {
      name: "a kubelet of a node without etcd",
      objects: [...cluster, pod(), egress([to("10.0.0.2/32", 10250)])],
      outcome: "fail",
      findings: [
        { object, message: "kubelet", data: { ...counts, service: kubelets, address: "node worker" } },
        closed,
      ],
    },
    {
      name: "policies nobody enforces",
      objects: [...bare, agent("kube-flannel-ds", "flannel/flannel:v0.26.1"), pod(), egress([])],
      outcome: "fail",
      findings: [
        { object, message: "ignored", severity: "low", data: { namespace: "shop", service: kubelets } },
        { object, message: "ignored", severity: "medium", data: { namespace: "shop", service: "etcd" } },
      ],
    },
    {
      name: "a plugin that is not known",
      objects: [...bare, pod(), egress([])],
      outcome: "unknown",
      findings: [
        { object, message: "closed", outcome: "unknown" },
        { object, message: "closed", outcome: "unknown" },
      ],
    },
    {
      name: "an exempt namespace",
      objects: [...cluster, pod()],
      options: { exempt: ["shop", "kube-system"] },
      outcome: "not-applicable",
    },
    {
      name: "cluster-wide policies were not seen",
      objects: [...cluster, pod(), egress([])],
      missing: ["clusternetworkpolicies.policy.networking.k8s.io"],
      outcome: "unknown",
      findings: [
        { object, message: "closed", outcome: "unknown" },
        { object, message: "closed", outcome: "unknown" },
      ],
    },
  ],
  { describe, it },
);

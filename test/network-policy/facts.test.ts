// Every corner of NetworkPolicy and the cluster-wide tiers, asked through the command line as a user would.
/* oxlint-disable max-lines */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run, WorkFolder } from "../fixtures/command-line.ts";
import type { NetworkReach } from "../../src/use-cases/network/index.ts";

type Labels = Readonly<Record<string, string>>;
interface More {
  readonly ns?: string;
  readonly ips?: readonly string[];
  readonly node?: string;
  readonly phase?: string;
  readonly spec?: object;
  readonly ports?: readonly object[];
}

function pod(name: string, labels: Labels = { app: name }, more: More = {}): object {
  const { ns = "shop", ips = [], node, phase = "Running", ports = [], spec = {} } = more;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: ns, labels },
    spec: { containers: [{ name: "c", image: "example/c:1", ports }], ...(node && { nodeName: node }), ...spec },
    status: { phase, podIPs: ips.map((ip) => ({ ip })) },
  };
}
const namespace = (name: string, labels: Labels = {}): object => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels },
});
const node = (name: string, addresses: readonly string[], labels: Labels = {}): object => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name, labels },
  status: { addresses: addresses.map((address) => ({ type: "InternalIP", address })) },
});
const policy = (spec: object, name = "p", ns = "shop"): object => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace: ns },
  spec,
});
const service = (name: string, spec: object): object => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: "shop" },
  spec,
});
const tier = (kind: string, spec: object, name = "default"): object => ({
  apiVersion: `policy.networking.k8s.io/${kind === "ClusterNetworkPolicy" ? "v1alpha2" : "v1alpha1"}`,
  kind,
  metadata: { name },
  spec,
});
const agent = (name: string, image: string, labels: Labels): object => ({
  apiVersion: "apps/v1",
  kind: "DaemonSet",
  metadata: { name, namespace: "kube-system", labels },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        hostNetwork: true,
        containers: [
          { name: "agent", image },
          { name: "weave-npc", image: "weaveworks/weave-npc:2.8.1" },
        ],
      },
    },
  },
});
const cilium = agent("cilium", "quay.io/cilium/cilium:v1.16.1", { "k8s-app": "cilium" });
const weave = agent("weave-net", "weaveworks/weave-kube:2.8.1", { name: "weave-net" });

const [a, b] = [pod("a"), pod("b")];
const onB = { podSelector: { matchLabels: { app: "b" } } };
const onA = { podSelector: { matchLabels: { app: "a" } } };
const fromA = { podSelector: { matchLabels: { app: "a" } } };
const toB = { podSelector: { matchLabels: { app: "b" } } };
const subject = { namespaces: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } };
const anyNamespace = { namespaces: {} };
const worlds = ["0.0.0.0/0"];
const statefulPod = (name: string): object => pod(name, { app: "db", "statefulset.kubernetes.io/pod-name": name });
const http = (containerPort: number, protocol = "TCP") => ({ name: "http", containerPort, protocol });
const web = { selector: { app: "b" }, ports: [{ port: 80, targetPort: 8080 }] };
const open8080FromA = { ...onB, ingress: [{ from: [fromA], ports: [{ port: 8080 }] }] };
const lookalike = (more: More): object => pod("h", { app: "a" }, more);

type Case = readonly [fact: string, objects: readonly object[], question: string, written: string];

const cases: readonly Case[] = [
  ["1 egress of the source", [a, b, policy({ ...onA, policyTypes: ["Egress"] })], "a b", "no"],
  ["1 ingress of the destination", [a, b, policy({ ...onB, policyTypes: ["Ingress"] })], "a b", "no"],
  ["1 not the other way", [a, b, policy({ ...onB, policyTypes: ["Ingress"] })], "b a", "yes"],
  ["2 policies of another namespace do not select", [a, b, policy({ podSelector: {} }, "p", "other")], "a b", "yes"],
  [
    "2 rules of two policies add up",
    [a, b, policy(onB), policy({ ...onB, ingress: [{ from: [fromA] }] }, "q")],
    "a b",
    "yes",
  ],
  ["3 an empty selector is every pod", [a, b, policy({ podSelector: {} })], "a b", "no"],
  ["3 no selector is every pod", [a, b, policy({})], "a b", "no"],
  [
    "3 a selector of nobody denies nothing",
    [a, b, policy({ podSelector: { matchLabels: { app: "z" } } })],
    "a b",
    "yes",
  ],
  ["4 egress [] alone is not isolation", [a, b, policy({ ...onA, egress: [] })], "a b", "yes"],
  [
    "4 an egress rule alone is",
    [a, b, policy({ ...onA, egress: [{ to: [{ ipBlock: { cidr: "9.9.9.9/32" } }] }] })],
    "a b",
    "no",
  ],
  ["4 a policy without types isolates ingress", [a, b, policy({ ...onB, egress: [{}] })], "a b", "no"],
  [
    "5 ingress rules of an egress policy",
    [a, b, policy({ ...onB, policyTypes: ["Egress"], ingress: [] })],
    "a b",
    "yes",
  ],
  [
    "5 egress rules of an ingress policy",
    [a, b, policy({ ...onA, policyTypes: ["Ingress"], egress: [{ to: [onA] }] })],
    "a b",
    "yes",
  ],
  ["6 an empty rule is everyone", [a, b, policy({ ...onB, ingress: [{}] })], "a b", "yes"],
  ["6 from [] is everyone", [a, b, policy({ ...onB, ingress: [{ from: [], ports: [] }] })], "internet b", "yes"],
  [
    "7 two items are OR",
    [
      a,
      b,
      namespace("shop"),
      policy({ ...onB, ingress: [{ from: [{ namespaceSelector: { matchLabels: { t: "x" } } }, fromA] }] }),
    ],
    "a b",
    "yes",
  ],
  [
    "7 two fields are AND",
    [
      a,
      b,
      namespace("shop"),
      policy({ ...onB, ingress: [{ from: [{ namespaceSelector: { matchLabels: { t: "x" } }, ...fromA }] }] }),
    ],
    "a b",
    "no",
  ],
  [
    "8 a podSelector is of the own namespace",
    [pod("a", { app: "a" }, { ns: "x" }), b, policy({ ...onB, ingress: [{ from: [fromA] }] })],
    "x/a shop/b",
    "no",
  ],
  [
    "8 every namespace is not the outside",
    [a, b, policy({ ...onB, ingress: [{ from: [{ namespaceSelector: {} }] }] })],
    "internet b",
    "no",
  ],
  [
    "9 an empty item is refused, not everyone",
    [a, b, policy(onB), policy({ ...onB, ingress: [{ from: [{}] }] }, "q")],
    "a b",
    "no",
  ],
  [
    "11 NotIn is true without the label",
    [
      pod("a", { app: "a" }, { ns: "x" }),
      b,
      policy({
        ...onB,
        ingress: [
          { from: [{ namespaceSelector: { matchExpressions: [{ key: "env", operator: "NotIn", values: ["dev"] }] } }] },
        ],
      }),
    ],
    "x/a shop/b",
    "yes",
  ],
  [
    "11 In is false without the label",
    [
      a,
      b,
      policy({
        ...onB,
        ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: "env", operator: "In", values: ["dev"] }] } }] }],
      }),
    ],
    "a b",
    "no",
  ],
  [
    "12 the name label of a namespace nobody wrote down",
    [
      pod("a", { app: "a" }, { ns: "x" }),
      b,
      policy({
        ...onB,
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "x" } } }] }],
      }),
    ],
    "x/a shop/b",
    "yes",
  ],
  [
    "12 the name label cannot be changed",
    [
      namespace("x", { "kubernetes.io/metadata.name": "y" }),
      pod("a", { app: "a" }, { ns: "x" }),
      b,
      policy({
        ...onB,
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "y" } } }] }],
      }),
    ],
    "x/a shop/b",
    "no",
  ],
  [
    "13 pods of one owner differ",
    [
      statefulPod("db-0"),
      statefulPod("db-1"),
      b,
      policy({
        ...onB,
        ingress: [{ from: [{ podSelector: { matchLabels: { "statefulset.kubernetes.io/pod-name": "db-0" } } }] }],
      }),
    ],
    "app=db b",
    "partly",
  ],
  [
    "14 except",
    [b, policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "8.0.0.0/8", except: ["8.8.0.0/16"] } }] }] })],
    "8.8.8.8 b",
    "no",
  ],
  [
    "14 excepted by one rule, allowed by another",
    [
      b,
      policy({
        ...onB,
        ingress: [
          { from: [{ ipBlock: { cidr: "8.0.0.0/8", except: ["8.8.0.0/16"] } }] },
          { from: [{ ipBlock: { cidr: "8.8.8.0/24" } }] },
        ],
      }),
    ],
    "8.8.8.8 b",
    "yes",
  ],
  [
    "14 host bits are masked",
    [b, policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "8.8.8.77/24" } }] }] })],
    "8.8.8.8 b",
    "yes",
  ],
  [
    "15 an ipBlock matches pods",
    [
      pod("a", { app: "a" }, { ips: ["10.1.0.5"] }),
      b,
      policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] }),
    ],
    "a b",
    "yes",
  ],
  [
    "15 but not with Cilium",
    [
      cilium,
      pod("a", { app: "a" }, { ips: ["10.1.0.5"] }),
      b,
      policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] }),
    ],
    "a b",
    "no",
  ],
  [
    "16 Local keeps the client's address",
    [
      node("n1", ["192.168.0.1"]),
      b,
      service("lb", { type: "LoadBalancer", externalTrafficPolicy: "Local", ...web }),
      policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "192.168.0.0/24" } }] }] }),
    ],
    "internet svc/lb",
    "no",
  ],
  [
    "16 Cluster may show a node",
    [
      node("n1", ["192.168.0.1"]),
      b,
      service("lb", { type: "LoadBalancer", ...web }),
      policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "192.168.0.0/24" } }] }] }),
    ],
    "internet svc/lb",
    "yes",
  ],
  [
    "16 the load balancer itself lets in few",
    [b, service("lb", { type: "LoadBalancer", loadBalancerSourceRanges: ["8.8.8.0/24"], ...web })],
    "9.9.9.9 svc/lb",
    "no",
  ],
  [
    "16 and those it lets in",
    [b, service("lb", { type: "LoadBalancer", loadBalancerSourceRanges: ["8.8.8.0/24"], ...web })],
    "8.8.8.8 svc/lb",
    "yes",
  ],
  [
    "16 of the internet, a part",
    [b, service("lb", { type: "LoadBalancer", loadBalancerSourceRanges: ["8.8.8.0/24"], ...web })],
    "internet svc/lb",
    "partly",
  ],
  ["17 rules speak of the pod's port", [a, b, service("web", web), policy(open8080FromA)], "a svc/web", "yes"],
  [
    "17 not of the Service's",
    [a, b, service("web", web), policy({ ...onB, ingress: [{ ports: [{ port: 80 }] }] })],
    "a svc/web",
    "no",
  ],
  [
    "17 egress too",
    [a, b, service("web", web), policy({ ...onA, egress: [{ to: [toB], ports: [{ port: 8080 }] }] })],
    "a svc/web --port 80",
    "yes",
  ],
  [
    "17 a block of Service addresses opens nothing",
    [
      a,
      pod("b", { app: "b" }, { ips: ["10.1.0.6"] }),
      service("web", { ...web, clusterIP: "10.96.0.10" }),
      policy({ ...onA, egress: [{ to: [{ ipBlock: { cidr: "10.96.0.0/12" } }] }] }),
    ],
    "a 10.96.0.10",
    "no",
  ],
  ["18 a Service without selector", [a, service("ext", { ports: [{ port: 80 }] })], "a svc/ext", "unknown"],
  ["18 headless", [a, b, service("web", { ...web, clusterIP: "None" }), policy(open8080FromA)], "a svc/web", "yes"],
  [
    "19 one family closed",
    [
      pod("b", { app: "b" }, { ips: ["10.1.0.6", "fd00::6"] }),
      policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] }),
    ],
    "2001:db8::1 b",
    "no",
  ],
  [
    "19 and the other open",
    [
      pod("b", { app: "b" }, { ips: ["10.1.0.6", "fd00::6"] }),
      policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] }),
    ],
    "8.8.8.8 b",
    "yes",
  ],
  ["20 metadata is open by default", [a], "a metadata:aws", "yes"],
  [
    "20 namespaceSelector {} does not open it",
    [a, policy({ ...onA, egress: [{ to: [{ namespaceSelector: {} }] }] })],
    "a metadata:openstack",
    "no",
  ],
  [
    "20 0.0.0.0/0 opens it over IPv4 only",
    [a, policy({ ...onA, egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] })],
    "a metadata:aws",
    "partly",
  ],
  [
    "20 pods on the host network always reach it",
    [pod("h", { app: "a" }, { spec: { hostNetwork: true } }), policy({ podSelector: {}, policyTypes: ["Egress"] })],
    "h metadata:aws",
    "yes",
  ],
  [
    "22 no protocol is TCP",
    [a, b, policy({ ...onB, ingress: [{ ports: [{ port: 53 }] }] })],
    "a b --port 53/UDP",
    "no",
  ],
  [
    "22 a protocol without a port opens all of it",
    [a, b, policy({ ...onB, ingress: [{ ports: [{ protocol: "UDP" }] }] })],
    "a b --port 999/UDP",
    "yes",
  ],
  [
    "22 and nothing of another",
    [a, b, policy({ ...onB, ingress: [{ ports: [{ protocol: "UDP" }] }] })],
    "a b --port 999/TCP",
    "no",
  ],
  ["22 an empty port is all TCP", [a, b, policy({ ...onB, ingress: [{ ports: [{}] }] })], "a b --port 999/UDP", "no"],
  [
    "23 SCTP isolates TCP",
    [a, b, policy({ ...onB, ingress: [{ ports: [{ protocol: "SCTP", port: 7777 }] }] })],
    "a b --port 7777/TCP",
    "no",
  ],
  [
    "24 endPort is inclusive",
    [a, b, policy({ ...onB, ingress: [{ ports: [{ port: 100, endPort: 200 }] }] })],
    "a b --port 200",
    "yes",
  ],
  [
    "24 after it nothing",
    [a, b, policy({ ...onB, ingress: [{ ports: [{ port: 100, endPort: 200 }] }] })],
    "a b --port 201",
    "no",
  ],
  [
    "25 a name is each pod's own",
    [
      a,
      pod("b", { app: "b" }, { ports: [http(8080)] }),
      pod("b2", { app: "b" }, { ports: [http(9090)] }),
      policy({ ...onB, ingress: [{ ports: [{ port: "http" }] }] }),
    ],
    "a app=b --port 8080",
    "partly",
  ],
  [
    "25 and its own number for each",
    [
      a,
      pod("b", { app: "b" }, { ports: [http(8080)] }),
      pod("b2", { app: "b" }, { ports: [http(9090)] }),
      policy({ ...onB, ingress: [{ ports: [{ port: "http" }] }] }),
    ],
    "a app=b --port http",
    "yes",
  ],
  [
    "25 names have a protocol",
    [
      a,
      pod("b", { app: "b" }, { ports: [http(8080, "UDP")] }),
      policy({ ...onB, ingress: [{ ports: [{ port: "http" }] }] }),
    ],
    "a b",
    "no",
  ],
  [
    "25 in egress the destination's",
    [
      pod("a", { app: "a" }, { ports: [http(1)] }),
      pod("b", { app: "b" }, { ports: [http(8080)] }),
      policy({ ...onA, egress: [{ ports: [{ port: "http" }] }] }),
    ],
    "a b --port 8080",
    "yes",
  ],
  ["25 never an address", [a, policy({ ...onA, egress: [{ ports: [{ port: "http" }] }] })], "a internet", "no"],
  [
    "26 native sidecars name ports",
    [
      a,
      pod(
        "b",
        { app: "b" },
        { spec: { initContainers: [{ name: "s", image: "example/s:1", restartPolicy: "Always", ports: [http(15)] }] } },
      ),
      policy({ ...onB, ingress: [{ ports: [{ port: "http" }] }] }),
    ],
    "a b --port 15",
    "yes",
  ],
  [
    "26 init containers do not",
    [
      a,
      pod("b", { app: "b" }, { spec: { initContainers: [{ name: "s", image: "example/s:1", ports: [http(15)] }] } }),
      policy({ ...onB, ingress: [{ ports: [{ port: "http" }] }] }),
    ],
    "a b",
    "no",
  ],
  ["27 undeclared ports", [a, b, policy({ ...onB, ingress: [{ ports: [{ port: 4321 }] }] })], "a b --port 4321", "yes"],
  [
    "27 a hostPort does not pass policies by",
    [pod("b", { app: "b" }, { ports: [{ containerPort: 80, hostPort: 80 }] }), policy(onB)],
    "internet b --port 80",
    "no",
  ],
  [
    "29 host network pods are not selected",
    [a, pod("b", { app: "b" }, { spec: { hostNetwork: true } }), policy({ podSelector: {} })],
    "a b",
    "yes",
  ],
  [
    "29 nor matched by labels",
    [lookalike({ spec: { hostNetwork: true } }), b, policy({ ...onB, ingress: [{ from: [fromA] }] })],
    "h b",
    "no",
  ],
  [
    "29 but by their node's address",
    [
      node("n1", ["192.168.0.1"]),
      lookalike({ node: "n1", spec: { hostNetwork: true } }),
      b,
      policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "192.168.0.0/24" } }] }] }),
    ],
    "h b",
    "yes",
  ],
  [
    "30 the own node, whatever is written",
    [node("n1", ["192.168.0.1"]), pod("b", { app: "b" }, { node: "n1" }), policy({ podSelector: {} })],
    "node/n1 b",
    "yes",
  ],
  [
    "30 not another",
    [
      node("n1", ["192.168.0.1"]),
      node("n2", ["192.168.0.2"]),
      pod("b", { app: "b" }, { node: "n1" }),
      policy({ podSelector: {} }),
    ],
    "node/n2 b",
    "no",
  ],
  [
    "30 host pods of the own node",
    [
      lookalike({ node: "n1", spec: { hostNetwork: true } }),
      pod("b", { app: "b" }, { node: "n1" }),
      policy({ podSelector: {} }),
    ],
    "h b",
    "yes",
  ],
  ["31 a pod and itself", [a, policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] })], "a a", "yes"],
  [
    "32 the API server is an address like others",
    [node("cp", ["192.168.0.9"], { "node-role.kubernetes.io/control-plane": "" }), b, policy(onB)],
    "apiserver b --port 8443",
    "no",
  ],
  [
    "33 replies need no rule",
    [a, b, policy({ ...onB, policyTypes: ["Ingress", "Egress"], ingress: [{ from: [fromA] }] })],
    "a b",
    "yes",
  ],
  ["35 finished pods have no network", [a, pod("b", { app: "b" }, { phase: "Succeeded" })], "a b", "no"],
  [
    "35 nor does their address match",
    [
      pod("a", { app: "a" }, { phase: "Failed", ips: ["10.1.0.5"] }),
      b,
      policy({ ...onB, ingress: [{ from: [fromA] }] }),
    ],
    "10.1.0.5 b",
    "no",
  ],
  ["35 pending pods are selected", [a, pod("b", { app: "b" }, { phase: "Pending" }), policy(onB)], "a b", "no"],
  [
    "39 the lower number first",
    [
      a,
      b,
      tier("AdminNetworkPolicy", { priority: 20, subject, ingress: [{ action: "Allow", from: [anyNamespace] }] }, "x"),
      tier("AdminNetworkPolicy", { priority: 10, subject, ingress: [{ action: "Deny", from: [anyNamespace] }] }, "y"),
    ],
    "a b",
    "no",
  ],
  [
    "39 rules in order",
    [
      a,
      b,
      tier(
        "AdminNetworkPolicy",
        {
          priority: 20,
          subject,
          ingress: [
            { action: "Allow", from: [anyNamespace] },
            { action: "Deny", from: [anyNamespace] },
          ],
        },
        "x",
      ),
    ],
    "a b",
    "yes",
  ],
  [
    "39 Pass skips the rest of the tier",
    [
      a,
      b,
      tier("AdminNetworkPolicy", { priority: 10, subject, ingress: [{ action: "Pass", from: [anyNamespace] }] }, "x"),
      tier("AdminNetworkPolicy", { priority: 20, subject, ingress: [{ action: "Allow", from: [anyNamespace] }] }, "y"),
      policy(onB),
    ],
    "a b",
    "no",
  ],
  [
    "39 they isolate nothing",
    [
      a,
      b,
      tier("AdminNetworkPolicy", { priority: 10, subject, ingress: [{ action: "Allow", from: [anyNamespace] }] }, "x"),
    ],
    "internet b",
    "yes",
  ],
  [
    "39 Allow is above NetworkPolicy",
    [
      a,
      b,
      tier("AdminNetworkPolicy", { priority: 10, subject, ingress: [{ action: "Allow", from: [anyNamespace] }] }, "x"),
      policy(onB),
    ],
    "a b",
    "yes",
  ],
  [
    "39 the baseline where no NetworkPolicy is",
    [a, b, tier("BaselineAdminNetworkPolicy", { subject, ingress: [{ action: "Deny", from: [anyNamespace] }] })],
    "a b",
    "no",
  ],
  [
    "40 a NetworkPolicy is final",
    [
      a,
      b,
      tier("BaselineAdminNetworkPolicy", { subject, ingress: [{ action: "Allow", from: [anyNamespace] }] }),
      policy(onB),
    ],
    "a b",
    "no",
  ],
  [
    "41 Pass in the baseline tier",
    [
      a,
      b,
      tier(
        "ClusterNetworkPolicy",
        { tier: "Baseline", priority: 1, subject, ingress: [{ action: "Pass", from: [anyNamespace] }] },
        "x",
      ),
      tier(
        "ClusterNetworkPolicy",
        { tier: "Baseline", priority: 2, subject, ingress: [{ action: "Deny", from: [anyNamespace] }] },
        "y",
      ),
    ],
    "a b",
    "yes",
  ],
  [
    "41 protocols",
    [
      a,
      b,
      tier(
        "ClusterNetworkPolicy",
        {
          tier: "Admin",
          priority: 1,
          subject,
          ingress: [
            {
              action: "Deny",
              from: [anyNamespace],
              protocols: [{ udp: { destinationPort: { range: { start: 5, end: 9 } } } }],
            },
          ],
        },
        "x",
      ),
    ],
    "a b --port 7/UDP",
    "no",
  ],
  [
    "43 an unknown peer of Accept is nobody",
    [
      a,
      b,
      policy(onB),
      tier(
        "ClusterNetworkPolicy",
        { tier: "Admin", priority: 1, subject, ingress: [{ action: "Accept", from: [{ moon: {} }] }] },
        "x",
      ),
    ],
    "a b",
    "no",
  ],
  [
    "43 of Pass, everybody is denied",
    [
      a,
      b,
      tier(
        "ClusterNetworkPolicy",
        { tier: "Admin", priority: 1, subject, ingress: [{ action: "Pass", from: [{ moon: {} }] }] },
        "x",
      ),
    ],
    "a b",
    "no",
  ],
  [
    "43 of Deny, too",
    [
      a,
      b,
      tier(
        "ClusterNetworkPolicy",
        { tier: "Admin", priority: 1, subject, ingress: [{ action: "Deny", from: [{ moon: {} }] }] },
        "x",
      ),
    ],
    "internet b",
    "no",
  ],
  [
    "44 networks match pods",
    [
      a,
      pod("b", { app: "b" }, { ips: ["10.1.0.6"] }),
      tier(
        "ClusterNetworkPolicy",
        { tier: "Admin", priority: 1, subject, egress: [{ action: "Deny", to: [{ networks: worlds }] }] },
        "x",
      ),
    ],
    "a b",
    "no",
  ],
  [
    "44 unless an earlier rule lets them",
    [
      a,
      pod("b", { app: "b" }, { ips: ["10.1.0.6"] }),
      tier(
        "ClusterNetworkPolicy",
        {
          tier: "Admin",
          priority: 1,
          subject,
          egress: [
            { action: "Pass", to: [anyNamespace] },
            { action: "Deny", to: [{ networks: worlds }] },
          ],
        },
        "x",
      ),
    ],
    "a b",
    "yes",
  ],
  [
    "44 nodes",
    [
      a,
      node("n1", ["192.168.0.1"], { role: "db" }),
      tier(
        "ClusterNetworkPolicy",
        {
          tier: "Admin",
          priority: 1,
          subject,
          egress: [{ action: "Deny", to: [{ nodes: { matchLabels: { role: "db" } } }] }],
        },
        "x",
      ),
    ],
    "a node/n1",
    "no",
  ],
  [
    "45 host network pods are no subjects",
    [
      a,
      pod("b", { app: "b" }, { spec: { hostNetwork: true } }),
      tier(
        "ClusterNetworkPolicy",
        { tier: "Admin", priority: 1, subject, ingress: [{ action: "Deny", from: [anyNamespace] }] },
        "x",
      ),
    ],
    "a b",
    "yes",
  ],
  [
    "45 nor peers",
    [
      lookalike({ spec: { hostNetwork: true } }),
      b,
      tier(
        "ClusterNetworkPolicy",
        { tier: "Admin", priority: 1, subject, ingress: [{ action: "Deny", from: [anyNamespace] }] },
        "x",
      ),
    ],
    "h b",
    "yes",
  ],
  [
    "46 a named port has the pod's protocol",
    [
      a,
      pod("b", { app: "b" }, { ports: [http(53, "UDP")] }),
      tier(
        "AdminNetworkPolicy",
        { priority: 1, subject, ingress: [{ action: "Deny", from: [anyNamespace], ports: [{ namedPort: "http" }] }] },
        "x",
      ),
    ],
    "a b --port 53/UDP",
    "no",
  ],
];

/** Facts an answer must say in words. */
const said: readonly (readonly [fact: string, objects: readonly object[], command: string, text: RegExp])[] = [
  [
    "9 a refused policy is told of",
    [a, b, policy({ ...onB, ingress: [{ from: [{}] }] })],
    "reach a b",
    /Left out, as the API server would refuse it: NetworkPolicy shop\/p: spec\.ingress\[0\]\.from\[0\]/,
  ],
  [
    "10 an except that denies nothing by itself",
    [a, b, policy({ ...onB, ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/31" } }] }] })],
    "explain b",
    /isolates/,
  ],
  [
    "24 a range the plugin does not read",
    [weave, a, b, policy({ ...onB, ingress: [{ ports: [{ port: 100, endPort: 200 }] }] })],
    "reach a b --port 150",
    /^No: /m,
  ],
  ["28 nothing is said of ICMP", [a, b], "reach a b --port 1/ICMP", /not a port/],
  [
    "37 networks of Multus",
    [
      pod("b", { app: "b" }, { spec: {} }),
      agent("kube-multus-ds", "ghcr.io/k8snetworkplumbingwg/multus-cni:v4", { app: "multus" }),
    ],
    "explain b",
    /first interface/,
  ],
  [
    "38 a service mesh",
    [pod("b", { app: "b" }, { spec: { containers: [{ name: "istio-proxy", image: "example/proxy:1" }] } })],
    "reach internet b",
    /service mesh \(Istio\)/,
  ],
  [
    "47 of a plugin nobody recognised, too",
    [
      a,
      b,
      {
        apiVersion: "cilium.io/v2",
        kind: "CiliumNetworkPolicy",
        metadata: { name: "c", namespace: "shop" },
        spec: {},
      },
    ],
    "explain b",
    /1 object of CiliumNetworkPolicy is not evaluated/,
  ],
  [
    "42 equal priorities are told of",
    [
      a,
      b,
      ...["x", "y"].map((name) =>
        tier(
          "ClusterNetworkPolicy",
          {
            tier: "Admin",
            priority: 5,
            subject,
            ingress: [{ action: name === "x" ? "Deny" : "Accept", from: [anyNamespace] }],
          },
          name,
        ),
      ),
    ],
    "lint",
    /priority/,
  ],
  [
    "47 policies of other makers",
    [
      cilium,
      a,
      b,
      { apiVersion: "cilium.io/v2", kind: "CiliumNetworkPolicy", metadata: { name: "c", namespace: "shop" }, spec: {} },
    ],
    "reach a b",
    /1 object of CiliumNetworkPolicy is not evaluated/,
  ],
];

let folder: WorkFolder;
beforeEach(() => {
  folder = new WorkFolder();
});
afterEach(() => folder.remove());

async function ask(objects: readonly object[], words: readonly string[]) {
  const file = folder.write("cluster.json", JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
  return run(["network", ...words, ...(words[0] === "lint" ? [] : ["-n", "shop"]), "-f", file, "--complete"]);
}

describe("what NetworkPolicy means", () => {
  it.each(cases)("%s", async (_fact, objects, question, written) => {
    const { out, err } = await ask(objects, ["reach", ...question.split(" "), "-o", "json"]);
    expect(err).toBe("");
    const { written: answer, certainty, traces } = JSON.parse(out) as NetworkReach;
    expect({ answer, certainty }).toEqual({ answer: written, certainty: "certain" });
    for (const { trace } of traces) expect(["allowed", "denied"]).toContain(trace.verdict);
  });

  it.each(said)("%s", async (_fact, objects, command, text) => {
    const [verb = "", ...words] = command.split(" ");
    const { out, err } = await ask(objects, [verb, ...words]);
    expect(out + err).toMatch(text);
  });
});

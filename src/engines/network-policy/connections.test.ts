// The corners of NetworkPolicy and of the cluster-wide tiers, one connection each.
import { describe, expect, it } from "vitest";
import { parseIpAddress } from "../../kubernetes/index.ts";
import { compile } from "./compile.ts";
import { connections } from "./connections.ts";
import { nodeNumber, podNumber, type Endpoint } from "./endpoint.ts";
import { explain } from "./explain.ts";
import type { NetworkOptions } from "./input.ts";
import { parseCluster } from "./parse-cluster.ts";

type Spec = Record<string, unknown>;

const namespace = (name: string, labels: Spec = {}) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels },
});
const pod = (id: string, more: { labels?: Spec; ip?: string; spec?: Spec; phase?: string } = {}) => {
  const [space, name] = id.split("/");
  const podIPs = more.ip === undefined ? [] : [{ ip: more.ip }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace: space, name, labels: more.labels ?? { app: name } },
    spec: { nodeName: "n1", containers: [{ name: "c", ports: [{ name: "http", containerPort: 8080 }] }], ...more.spec },
    status: { phase: more.phase ?? "Running", podIPs },
  };
};
const node = (name: string, address: string) => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name, labels: { zone: name } },
  status: {
    addresses: [
      { type: "InternalIP", address },
      { type: "Hostname", address: name },
    ],
  },
});
const policy = (space: string, spec: Spec) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { namespace: space, name: JSON.stringify(spec).length.toString() },
  spec: { podSelector: {}, ...spec },
});
const cluster = (tier: string, rules: Spec, priority = 1) => ({
  apiVersion: "policy.networking.k8s.io/v1alpha2",
  kind: "ClusterNetworkPolicy",
  metadata: { name: `${tier}-${priority}`.toLowerCase() },
  spec: { tier, priority, subject: { namespaces: {} }, ...rules },
});

const surroundings = [
  namespace("a", { team: "red" }),
  namespace("b"),
  pod("a/client", { ip: "10.0.0.1" }),
  pod("b/server", { ip: "10.0.0.2" }),
  pod("b/host", { ip: "172.16.0.1", spec: { hostNetwork: true } }),
  pod("b/done", { ip: "10.0.0.3", phase: "Succeeded" }),
  node("n1", "172.16.0.1"),
  node("n2", "172.16.0.2"),
];

function endpointOf(compiled: ReturnType<typeof compile>, name: string): Endpoint {
  const address = parseIpAddress(name);
  if (address !== undefined) return { address };
  const [space = "", id] = name.split("/");
  if (id === undefined) return { node: nodeNumber(compiled, space) ?? -1 };
  return { pod: podNumber(compiled, space, id) ?? -1 };
}

/** Ports of `from` to `to` as text, or what stands above policies. The explanation must agree on a port of each protocol. */
function open(policies: readonly unknown[], from: string, to: string, options: Partial<NetworkOptions> = {}): string {
  const { input, problems } = parseCluster([...surroundings, ...policies]);
  expect(problems.filter(({ level }) => level === "error")).toEqual([]);
  const compiled = compile(input, options);
  const [source, target] = [endpointOf(compiled, from), endpointOf(compiled, to)];
  const { ports, bypass } = connections(compiled, source, target);
  for (const protocol of ["TCP", "UDP", "SCTP"] as const) {
    for (const port of [1, 80, 8080]) {
      const expected = ports[protocol].some(([first, last]) => port >= first && port <= last);
      expect(explain(compiled, source, target, protocol, port).verdict).toBe(expected ? "allowed" : "denied");
    }
  }
  if (bypass !== undefined) return bypass;
  const text = (["TCP", "UDP", "SCTP"] as const).flatMap((protocol) =>
    ports[protocol].map(([first, last]) => `${protocol} ${first === last ? first : `${first}-${last}`}`),
  );
  return text.join() === "TCP 1-65535,UDP 1-65535,SCTP 1-65535" ? "all" : text.join() || "none";
}

const toServer = (spec: Spec) => open([policy("b", spec)], "a/client", "b/server");

describe("NetworkPolicy", () => {
  it.each<[string, Spec, string]>([
    ["a policy without rules denies", {}, "none"],
    ["an empty rule allows all", { ingress: [{}] }, "all"],
    ["a policy for egress says nothing of ingress", { policyTypes: ["Egress"] }, "all"],
    ["ingress rules count only if ingress is governed", { policyTypes: ["Egress"], ingress: [] }, "all"],
    ["a policy that selects other pods does nothing", { podSelector: { matchLabels: { app: "x" } } }, "all"],
    ["a pod selector is about the policy's namespace", { ingress: [{ from: [{ podSelector: {} }] }] }, "none"],
    [
      "a namespace selector is about all its pods",
      { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "red" } } }] }] },
      "all",
    ],
    [
      "two selectors in one peer are both asked",
      { ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "x" } } }] }] },
      "none",
    ],
    [
      "two peers are alternatives",
      { ingress: [{ from: [{ namespaceSelector: {} }, { podSelector: { matchLabels: { app: "x" } } }] }] },
      "all",
    ],
    [
      "namespaces have a label of their name",
      { ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "a" } } }] }] },
      "all",
    ],
    [
      "NotIn is true of a missing key",
      {
        ingress: [
          { from: [{ namespaceSelector: { matchExpressions: [{ key: "env", operator: "NotIn", values: ["dev"] }] } }] },
        ],
      },
      "all",
    ],
    ["a port without protocol is TCP", { ingress: [{ ports: [{ port: 80 }] }] }, "TCP 80"],
    ["a protocol without port is all of it", { ingress: [{ ports: [{ protocol: "UDP" }] }] }, "UDP 1-65535"],
    ["an empty port is all of TCP", { ingress: [{ ports: [{}] }] }, "TCP 1-65535"],
    ["ranges merge", { ingress: [{ ports: [{ port: 80, endPort: 90 }, { port: 91 }] }] }, "TCP 80-91"],
    ["a name is the destination's port", { ingress: [{ ports: [{ port: "http" }] }] }, "TCP 8080"],
    ["a name has a protocol", { ingress: [{ ports: [{ port: "http", protocol: "UDP" }] }] }, "none"],
    ["a name nobody has opens nothing", { ingress: [{ ports: [{ port: "dns" }] }] }, "none"],
    ["a block matches pods", { ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/30" } }] }] }, "all"],
    [
      "a block excepts",
      { ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/30", except: ["10.0.0.1/32"] } }] }] },
      "none",
    ],
    ["a block of the other family matches nothing", { ingress: [{ from: [{ ipBlock: { cidr: "::/0" } }] }] }, "none"],
  ])("%s", (_what, spec, expected) => expect(toServer(spec)).toBe(expected));

  it("policies add up", () => {
    const two = [
      policy("b", { ingress: [{ ports: [{ port: 80 }] }] }),
      policy("b", { ingress: [{ ports: [{ protocol: "SCTP", port: 9 }] }] }),
    ];
    expect(open(two, "a/client", "b/server")).toBe("TCP 80,SCTP 9");
  });
  it("both ends must allow", () => {
    const egress = policy("a", { egress: [{ ports: [{ port: 80, endPort: 81 }] }] });
    expect(
      open([egress, policy("b", { ingress: [{ ports: [{ port: 81, endPort: 82 }] }] })], "a/client", "b/server"),
    ).toBe("TCP 81");
  });
  it("egress to a name is the destination's port, and no port of an address", () => {
    const egress = policy("a", { egress: [{ ports: [{ port: "http" }] }] });
    expect(open([egress], "a/client", "b/server")).toBe("TCP 8080");
    expect(open([egress], "a/client", "8.8.8.8")).toBe("none");
  });
  it("a selector of all namespaces does not open the outside", () => {
    expect(open([policy("a", { egress: [{ to: [{ namespaceSelector: {} }] }] })], "a/client", "169.254.169.254")).toBe(
      "none",
    );
  });
});

describe("hosts, and pods without a network", () => {
  const denyAll = policy("b", { policyTypes: ["Ingress", "Egress"] });
  it.each<[string, string, string, Partial<NetworkOptions>, string]>([
    ["a pod on the host network is not selected", "a/client", "b/host", {}, "own-node"],
    ["nor where its node is another's", "8.8.8.8", "b/host", {}, "all"],
    ["its own node reaches a pod", "n1", "b/server", {}, "own-node"],
    ["another node does not", "n2", "b/server", {}, "none"],
    ["a pod reaches its node through a pod on it", "b/server", "b/host", {}, "own-node"],
    ["unless the plugin does not care", "b/server", "b/host", { ownNodeAlwaysAllowed: false }, "none"],
    ["a pod on the host network may be taken for a pod", "8.8.8.8", "b/host", { hostNetworkAsPod: true }, "none"],
    ["a pod reaches itself", "b/server", "b/server", {}, "same-pod"],
    ["a finished pod reaches nothing", "b/done", "a/client", {}, "finished"],
    ["and is not reached", "a/client", "b/done", {}, "finished"],
  ])("%s", (_what, from, to, options, expected) => expect(open([denyAll], from, to, options)).toBe(expected));

  it("a block matches nodes, or not", () => {
    const fromNodes = policy("b", { ingress: [{ from: [{ ipBlock: { cidr: "172.16.0.0/24" } }] }] });
    expect(open([fromNodes], "n2", "b/server")).toBe("all");
    expect(open([fromNodes], "n2", "b/server", { ipBlockMatchesNodes: false })).toBe("none");
  });
  it("a block matches pods, or not", () => {
    const fromPods = policy("b", { ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/24" } }] }] });
    expect(open([fromPods], "a/client", "b/server", { ipBlockMatchesPods: false })).toBe("none");
  });
});

describe("cluster-wide tiers", () => {
  const rule = (action: string, more: Spec = {}) => ({ ingress: [{ action, from: [{ namespaces: {} }], ...more }] });
  const denyNetwork = policy("b", {});
  const tcp = (number: number) => ({ protocols: [{ tcp: { destinationPort: { number } } }] });
  it.each<[string, readonly unknown[], string]>([
    ["admin accepts above a NetworkPolicy", [cluster("Admin", rule("Accept", tcp(80))), denyNetwork], "TCP 80"],
    ["admin denies above a NetworkPolicy", [cluster("Admin", rule("Deny")), policy("b", { ingress: [{}] })], "none"],
    [
      "the first priority wins",
      [cluster("Admin", rule("Deny"), 2), cluster("Admin", rule("Accept"), 1), denyNetwork],
      "all",
    ],
    [
      "pass leaves it to NetworkPolicy",
      [cluster("Admin", rule("Pass"), 1), cluster("Admin", rule("Accept"), 2), denyNetwork],
      "none",
    ],
    ["no NetworkPolicy leaves it to the baseline", [cluster("Baseline", rule("Deny"))], "none"],
    ["a NetworkPolicy is final, whatever the baseline", [cluster("Baseline", rule("Accept")), denyNetwork], "none"],
    [
      "pass in the baseline leaves it open",
      [cluster("Baseline", rule("Pass"), 1), cluster("Baseline", rule("Deny"), 2)],
      "all",
    ],
    [
      "an accepting rule nobody can read accepts nothing",
      [cluster("Admin", { ingress: [{ action: "Accept", from: [{ x: 1 }] }] }), denyNetwork],
      "none",
    ],
    [
      "a passing rule nobody can read denies",
      [cluster("Admin", { ingress: [{ action: "Pass", from: [{ x: 1 }] }] })],
      "none",
    ],
  ])("%s", (_what, policies, expected) => expect(open(policies, "a/client", "b/server")).toBe(expected));

  it("nodes are peers by their addresses", () => {
    const toZone = (zone: string) =>
      cluster("Admin", { egress: [{ action: "Deny", to: [{ nodes: { matchLabels: { zone } } }] }] });
    expect(open([toZone("n2")], "a/client", "n2")).toBe("none");
    expect(open([toZone("n1")], "a/client", "n2")).toBe("all");
  });
  it("domain names match addresses known by them, and what is not known is said", () => {
    const allow = cluster("Admin", {
      egress: [
        { action: "Accept", to: [{ domainNames: ["*.example.com"] }] },
        { action: "Deny", to: [{ networks: ["0.0.0.0/0"] }] },
      ],
    });
    const compiled = compile(parseCluster([...surroundings, allow]).input);
    const address = parseIpAddress("8.8.8.8");
    if (address === undefined) throw new Error("8.8.8.8");
    const from = { pod: podNumber(compiled, "a", "client") ?? -1 };
    expect(connections(compiled, from, { address }).ports.TCP).toEqual([]);
    expect(connections(compiled, from, { address, names: ["www.Example.com."] }).ports.TCP).toEqual([[1, 65535]]);
    expect(connections(compiled, from, { address, names: ["example.com"] }).ports.TCP).toEqual([]);
    const [egress] = explain(compiled, from, { address }, "TCP", 80).directions;
    expect(egress?.policies[0]?.rules.map(({ undecidedNames }) => undecidedNames)).toEqual([
      ["*.example.com"],
      undefined,
    ]);
  });
});

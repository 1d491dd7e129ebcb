// The map of a small cluster whose connections are worked out by hand, and what it says of what it does not know.
import { describe, expect, it } from "vitest";
import { collapseGroups, singleEdges, type Block, type Graph } from "../../../core/index.ts";
import { deployment, modelOf, networkPolicy } from "../../../testing/index.ts";
import { networkMap, type MapRequest } from "./network-map.ts";

const metadataOf = (name: string, labels: object = {}): object => ({ name, labels });

function namespace(name: string, labels: object = {}): object {
  return { apiVersion: "v1", kind: "Namespace", metadata: metadataOf(name, labels) };
}

function workload(space: string, name: string): object {
  const labels = { app: name };
  const containers = [{ name, image: "registry.example/app:1", ports: [{ name: "http", containerPort: 8080 }] }];
  const template = { metadata: { labels }, spec: { containers } };
  return deployment({ metadata: { name, namespace: space }, spec: { selector: { matchLabels: labels }, template } });
}

function policy(space: string, name: string, spec: object): object {
  return networkPolicy({ metadata: { name, namespace: space }, spec });
}

const node = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "a", labels: {} },
  spec: { providerID: "aws:///eu-1/i-1" },
  status: { addresses: [{ type: "InternalIP", address: "192.168.0.1" }] },
};

/**
 * shop: web (open), cart (ingress only from web on http, egress open); data: db (ingress from cart on 5432, no egress).
 * So: web reaches cart on 8080; cart reaches web; cart reaches db on 5432; db reaches nobody; nobody else reaches db.
 */
const cluster = [
  namespace("shop", { team: "shop" }),
  namespace("data"),
  node,
  workload("shop", "web"),
  workload("shop", "cart"),
  workload("data", "db"),
  policy("shop", "cart", {
    podSelector: { matchLabels: { app: "cart" } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: "web" } } }], ports: [{ port: "http" }] }],
  }),
  policy("data", "db", {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { team: "shop" } }, podSelector: { matchLabels: { app: "cart" } } }],
        ports: [{ port: 5432 }],
      },
    ],
  }),
];

function graphOf(blocks: readonly Block[]): Graph {
  const graph = blocks.find((block) => block.type === "graph");
  if (graph === undefined) throw new Error("there is no graph");
  return graph;
}

function connectionsOf(graph: Graph): string[] {
  const labels = new Map(graph.nodes.map(({ id, label }) => [id, label]));
  return [...singleEdges(graph)]
    .map(({ from, to, edge }) => `${labels.get(from)} > ${labels.get(to)}: ${edge.label} ${edge.tone ?? "plain"}`)
    .sort();
}

function mapped(request: MapRequest = {}, objects: readonly object[] = cluster): { graph: Graph; text: string } {
  const { document } = networkMap(modelOf(objects), request);
  return { graph: graphOf(document.blocks), text: JSON.stringify(document.blocks) };
}

describe("a small cluster", () => {
  it("has exactly the connections worked out by hand", () =>
    expect(connectionsOf(mapped().graph)).toEqual([
      "cart > db: 5432/TCP plain",
      "cart > internet: all ports warning",
      "cart > metadata: all ports bad",
      "cart > nodes: all ports muted",
      "cart > web: all ports muted",
      "internet > web: all ports muted",
      "nodes > web: all ports muted",
      "web > cart: 8080/TCP plain",
      "web > internet: all ports warning",
      "web > metadata: all ports bad",
      "web > nodes: all ports muted",
    ]));
  it("shows who is unprotected", () =>
    expect(
      mapped().graph.nodes.flatMap(({ label, tone, group }) => (group === undefined ? [] : `${label} ${tone}`)),
    ).toEqual(["cart warning", "db good", "web bad"]));
  it("counts pairs, by class, with every connection in the data", () => {
    const { data } = networkMap(modelOf(cluster));
    expect(data.written).toMatchObject({ pairs: 6, connectedPairs: 3 });
    expect(data.written.workloads.map(({ name, class: number }) => [name, number])).toEqual([
      ["db", 0],
      ["cart", 1],
      ["web", 2],
    ]);
    const ofWeb = data.written.rows.find(({ from }) => from === "2");
    const reached = ofWeb?.to.map(([ports, set]) => [data.written.portSets[ports]?.TCP, data.written.classSets[set]]);
    expect(reached).toContainEqual([[[8080, 8080]], "1"]);
    expect(data.certainty).toBe("certain");
  });
});

describe("what is asked for", () => {
  it("by namespace: boxes, weighed, equal to the collapsed map of workloads", () => {
    const byNamespace = mapped({ by: "namespace" }).graph;
    const sorted = (graph: Graph): string[] =>
      graph.edges
        .map(({ from, to, weight, label, tone }) => `${from.join()} ${to.join()} ${weight} ${label} ${tone}`)
        .sort();
    expect(sorted(byNamespace)).toEqual(sorted(collapseGroups(mapped().graph)));
    expect(sorted(byNamespace)).toContain("ns/shop ns/data 1 5432/TCP undefined");
  });
  it("one namespace: its connections, and only peers that have one", () => {
    const { graph } = mapped({ namespace: "data" });
    expect(connectionsOf(graph)).toEqual(["cart > db: 5432/TCP plain"]);
    expect(graph.nodes.map(({ label }) => label)).toEqual(["cart", "db"]);
  });
  it.each([
    [["5432/TCP"], ["cart > db: 5432/TCP plain"], "web > cart"],
    [["8080"], ["web > cart: 8080/TCP plain"], "cart > db"],
  ])("only ports %j", (ports, has, lacks) => {
    const found = connectionsOf(mapped({ ports }).graph);
    expect(found).toEqual(expect.arrayContaining(has));
    expect(found.join("\n")).not.toContain(lacks);
  });
  it.each([
    [{ namespace: "shp" }, "PLIMSOLL_UNKNOWN_OBJECT", 'did you mean "shop"?'],
    [{ ports: ["0"] }, "PLIMSOLL_USAGE", ""],
    [{ ports: ["http"] }, "PLIMSOLL_USAGE", "network reach"],
  ])("refuses %j", (request, code, hint) => {
    let error: unknown;
    try {
      mapped(request);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) as string });
  });
});

describe("what leads in from outside", () => {
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "shop" },
    spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] },
  };
  it("makes what policies let in worth a look", () =>
    expect(connectionsOf(mapped({}, [...cluster, service]).graph)).toContain("internet > web: all ports warning"));
});

describe("egress to some addresses", () => {
  const some = policy("data", "out", {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [{ to: [{ ipBlock: { cidr: "203.0.113.0/24" } }], ports: [{ port: 443 }] }],
  });
  it("is not egress to the internet", () => {
    const found = connectionsOf(mapped({ namespace: "data" }, [...cluster, some]).graph);
    expect(found).toContain("db > other addresses: 443/TCP plain");
    expect(found.join("\n")).not.toContain("db > internet");
  });
  it("but 0.0.0.0/0 without metadata is", () => {
    const all = policy("data", "out", {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }], ports: [{ port: 443 }] }],
    });
    const found = connectionsOf(mapped({ namespace: "data" }, [...cluster, all]).graph);
    expect(found).toContain("db > internet: 443/TCP warning");
    expect(found.join("\n")).not.toMatch(/metadata.*bad/);
  });
});

describe("a policy that allows all", () => {
  it("is as open as none", () => {
    const open = policy("shop", "all", { podSelector: { matchLabels: { app: "web" } }, ingress: [{}] });
    const { data } = networkMap(modelOf([...cluster, open]));
    expect(data.written.classes[2]).toMatchObject({ ingress: "allow-all", egress: "open" });
    expect(mapped({}, [...cluster, open]).graph.nodes.find(({ label }) => label === "web")?.tone).toBe("bad");
  });
});

describe("a plugin that ignores policies", () => {
  const flannel = {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "kube-flannel-ds", namespace: "kube-flannel", labels: { app: "flannel" } },
    spec: {
      selector: { matchLabels: { app: "flannel" } },
      template: {
        metadata: { labels: { app: "flannel" } },
        spec: { hostNetwork: true, containers: [{ name: "kube-flannel", image: "docker.io/flannel/flannel:v0.26.1" }] },
      },
    },
    status: { desiredNumberScheduled: 1, numberReady: 1 },
  };
  const objects = [...cluster, namespace("kube-flannel"), flannel];
  const { data, document } = networkMap(modelOf(objects));
  it("is shown as written and as enforced, drawn as enforced", () => {
    expect(data.plugin.ingress).toBe("not-enforced");
    expect(data.enforced?.connectedPairs).toBe(data.enforced?.pairs);
    expect(data.written.connectedPairs).toBeLessThan(data.enforced?.connectedPairs ?? 0);
    expect(connectionsOf(graphOf(document.blocks))).toContain("web > db: all ports muted");
  });
  it("and as written where that is asked for", () => {
    const { graph } = mapped({ asWritten: true }, objects);
    expect(connectionsOf(graph).join("\n")).not.toContain("web > db");
  });
});

describe("a node without the plugin's agent", () => {
  const agent = {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "calico-node", namespace: "kube-system", labels: { "k8s-app": "calico-node" } },
    spec: {
      selector: { matchLabels: { "k8s-app": "calico-node" } },
      template: {
        metadata: { labels: { "k8s-app": "calico-node" } },
        spec: { hostNetwork: true, containers: [{ name: "calico-node", image: "docker.io/calico/node:v3.29.1" }] },
      },
    },
  };
  const agentPod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "calico-node-1",
      namespace: "kube-system",
      labels: { "k8s-app": "calico-node" },
      ownerReferences: [{ apiVersion: "apps/v1", kind: "DaemonSet", name: "calico-node", uid: "1", controller: true }],
    },
    spec: { ...agent.spec.template.spec, nodeName: "a" },
    status: { phase: "Running", conditions: [{ type: "Ready", status: "True" }] },
  };
  const other = { ...node, metadata: { name: "b", labels: {} }, status: { addresses: [] } };
  const { data, document } = networkMap(modelOf([...cluster, agent, agentPod, other]));
  it("is told, as the map is of the rest", () => {
    expect(data.plugin.nodes.map((gap) => gap.node)).toEqual(["b"]);
    expect(data.enforced).toBeUndefined();
    expect(JSON.stringify(document.blocks)).toContain("On node b policies have no effect, which the map does not show");
  });
});

describe("what was not seen", () => {
  it("is said", () => {
    const { data, document } = networkMap(modelOf(cluster, { missing: ["networkpolicies.networking.k8s.io"] }));
    expect(data.certainty).toBe("unknown");
    expect(JSON.stringify(document.blocks)).toContain("Not seen: NetworkPolicies");
  });
  it("so that files alone prove nothing", () =>
    expect(networkMap(modelOf(cluster, { given: true })).data.certainty).toBe("given"));
  it("an empty cluster has an empty map", () => {
    const { data } = networkMap(modelOf([]));
    expect(data.written).toMatchObject({ pairs: 0, connectedPairs: 0, workloads: [] });
  });
});

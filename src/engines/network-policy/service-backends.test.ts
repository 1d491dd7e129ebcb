// Services: which pods and ports stand behind them, and who reaches those.
import { describe, expect, it } from "vitest";
import { parseIpAddress } from "../../kubernetes/index.ts";
import { compile } from "./compile.ts";
import { parseCluster } from "./parse-cluster.ts";
import { backendsOf, parseService, reachService } from "./service-backends.ts";

const pod = (
  name: string,
  port: number,
  more: { phase?: string; app?: string; namespace?: string; node?: string } = {},
) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace: more.namespace ?? "a", name, labels: { app: more.app ?? "web" } },
  spec: { nodeName: more.node ?? "n1", containers: [{ name: "c", ports: [{ name: "http", containerPort: port }] }] },
  status: { phase: more.phase ?? "Running", podIPs: [] },
});
const node = (name: string, address: string) => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name },
  status: { addresses: [{ type: "InternalIP", address }] },
});
const service = (spec: object) =>
  parseService({ apiVersion: "v1", kind: "Service", metadata: { namespace: "a", name: "web" }, spec });
const ports = [{ port: 80, targetPort: "http" }];
const selector = { app: "web" };

const pods = [
  pod("one", 8080),
  pod("two", 9090),
  pod("done", 8080, { phase: "Failed" }),
  pod("other", 8080, { app: "x" }),
  pod("away", 8080, { namespace: "b" }),
];

function backends(spec: object): string[] {
  const compiled = compile(parseCluster(pods).input);
  return backendsOf(compiled, service(spec)).map(
    ({ pod: id, port, protocol }) => `${pods[id]?.metadata.name ?? ""} ${protocol} ${port}`,
  );
}

describe("backendsOf", () => {
  it.each<[string, object, string[]]>([
    ["names are resolved by each pod", { selector, ports }, ["one TCP 8080", "two TCP 9090"]],
    [
      "a number is the same for all",
      { selector, ports: [{ port: 80, targetPort: 1234 }] },
      ["one TCP 1234", "two TCP 1234"],
    ],
    ["no target port is the port", { selector, ports: [{ port: 80 }] }, ["one TCP 80", "two TCP 80"]],
    ["target port 0 is the port", { selector, ports: [{ port: 80, targetPort: 0 }] }, ["one TCP 80", "two TCP 80"]],
    ["a name has a protocol", { selector, ports: [{ port: 80, protocol: "UDP", targetPort: "http" }] }, []],
    ["a name nobody has is behind nothing", { selector, ports: [{ port: 80, targetPort: "dns" }] }, []],
    ["headless, the same pods", { selector, ports, clusterIP: "None" }, ["one TCP 8080", "two TCP 9090"]],
    ["no selector, no pods", { ports }, []],
    ["another name, no pods", { type: "ExternalName", externalName: "example.com", selector, ports }, []],
    ["a selector of nobody", { selector: { app: "y" }, ports }, []],
  ])("%s", (_what, spec, expected) => expect(backends(spec)).toEqual(expected));
});

describe("reachService", () => {
  const policy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { namespace: "a", name: "p" },
    spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "8.8.8.0/24" } }], ports: [{ port: 8080 }] }] },
  };
  const nodes = [node("n1", "172.16.0.1"), node("n2", "172.16.0.2")];
  const client = parseIpAddress("8.8.8.8");
  const stranger = parseIpAddress("9.9.9.9");
  if (client === undefined || stranger === undefined) throw new Error("addresses");
  const reached = (spec: object, address: typeof client, entry: "cluster" | "node"): string[] => {
    const compiled = compile(parseCluster([...pods, ...nodes, policy]).input);
    return reachService(compiled, { address }, service({ selector, ports, ...spec }), entry).map(
      ({ pod: id }) => pods[id]?.metadata.name ?? "",
    );
  };

  it("asks about the pod's port, not the Service's", () => expect(reached({}, client, "cluster")).toEqual(["one"]));
  it("keeps the client's address where the Service says so", () => {
    expect(reached({ type: "LoadBalancer", externalTrafficPolicy: "Local" }, stranger, "node")).toEqual([]);
    expect(reached({ type: "LoadBalancer", externalTrafficPolicy: "Local" }, client, "node")).toEqual(["one"]);
  });
  it("else the pod may see a node, and its own node always gets in", () => {
    expect(reached({ type: "NodePort" }, stranger, "node")).toEqual(["one", "two"]);
  });
  it("reads whom the load balancer lets in: the field, else the annotation", () => {
    const parsed = (annotations: object, spec: object) =>
      parseService({
        metadata: { name: "web", annotations },
        spec: { type: "LoadBalancer", ports, ...spec },
      }).sourceRanges?.map(({ first, length }) => `${first}/${length}`);
    const annotations = { "service.beta.kubernetes.io/load-balancer-source-ranges": "0.0.0.1/32, 0.0.0.2/32" };
    expect(parsed({}, {})).toBeUndefined();
    expect(parsed(annotations, {})).toEqual(["1/32", "2/32"]);
    expect(parsed(annotations, { loadBalancerSourceRanges: ["0.0.0.3/32", "x"] })).toEqual(["3/32"]);
    expect(parsed(annotations, { type: "NodePort" })).toBeUndefined();
  });
  it("has no entry from outside without a node port", () => expect(reached({}, client, "node")).toEqual([]));
});

// Random small clusters: pods of every sort, namespaces, nodes, and how the plugin reads the standard.
import * as fc from "fast-check";
import type { BruteOptions } from "./brute-force.ts";
import type { ClusterObject, NamespaceObject, NodeObject, PodObject } from "./cluster-objects.ts";
import { labels, namespaceName, portName, portNumber, protocolName, tidy } from "./random-vocabulary.ts";

const containerPort = fc.record({
  name: portName,
  protocol: fc.option(protocolName, { nil: undefined }),
  containerPort: portNumber,
});

interface PodDraft {
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly families: string;
  readonly node: string | undefined;
  readonly hostNetwork: boolean;
  readonly ports: { readonly name: string; readonly containerPort: number }[];
  readonly sidecar: boolean;
  /** Ports of an init container that is over before others start. */
  readonly setup: { readonly name: string; readonly containerPort: number }[];
  /** A pod on the host network whose own addresses are not written down: it has its node's. */
  readonly unaddressed: boolean;
  readonly phase: string;
}

const podDraft: fc.Arbitrary<PodDraft> = fc.record({
  namespace: namespaceName,
  labels,
  families: fc.constantFrom("4", "4", "4", "6", "46", "64", ""),
  node: fc.constantFrom(undefined, "n0", "n1"),
  hostNetwork: fc.nat(5).map((n) => n === 0),
  ports: fc.uniqueArray(containerPort, { maxLength: 2, selector: ({ name }) => name }),
  sidecar: fc.boolean(),
  setup: fc.uniqueArray(containerPort, { maxLength: 1, selector: ({ name }) => name }),
  unaddressed: fc.boolean(),
  phase: fc.constantFrom("Running", "Running", "Running", "Pending", "Succeeded"),
});

const addressesOfNode: Readonly<Record<string, readonly string[]>> = {
  n0: ["172.16.0.0", "fd01::1"],
  n1: ["172.16.0.1"],
};

function makePod(draft: PodDraft, at: number): PodObject {
  const own = { "4": `10.0.0.${at + 1}`, "6": `fd00::${at + 1}` };
  const onHost = draft.hostNetwork && draft.node !== undefined;
  const ips = onHost
    ? draft.unaddressed
      ? []
      : (addressesOfNode[draft.node ?? ""] ?? [])
    : draft.families.split("").map((family) => own[family as "4" | "6"]);
  const containers = [{ name: "c", ports: draft.ports }];
  const setup = draft.setup.length === 0 ? [] : [{ name: "i", ports: draft.setup }];
  const sidecar = draft.sidecar ? [{ name: "s", ports: draft.ports, restartPolicy: "Always" as const }] : [];
  return tidy({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `pod-${at}`, namespace: draft.namespace, labels: draft.labels },
    spec: {
      nodeName: draft.node,
      ...(onHost ? { hostNetwork: true } : {}),
      initContainers: [...setup, ...sidecar],
      ...(draft.sidecar ? {} : { containers }),
    },
    status: { phase: draft.phase, podIPs: ips.map((ip) => ({ ip })) },
  });
}

const namespaces: fc.Arbitrary<NamespaceObject[]> = fc.tuple(labels, labels).map((list) =>
  list.map((own, at) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: ["a", "b"][at] ?? "", labels: own },
  })),
);

/** Both nodes mostly; one, or none, where nodes were not collected. */
const nodes: fc.Arbitrary<NodeObject[]> = fc
  .tuple(fc.tuple(labels, labels), fc.constantFrom([0, 1], [0, 1], [0, 1], [1], []))
  .map(([list, seen]) =>
    seen.map((at) => ({
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: `n${at}`, labels: list[at] ?? {} },
      status: { addresses: (addressesOfNode[`n${at}`] ?? []).map((address) => ({ type: "InternalIP", address })) },
    })),
  );

/** Pods, namespaces and nodes of a cluster; namespace c has no object. */
export const randomSurroundings: fc.Arbitrary<(PodObject | NamespaceObject | NodeObject)[]> = fc
  .tuple(fc.array(podDraft, { minLength: 2, maxLength: 6 }), namespaces, nodes)
  .map(([drafts, spaces, machines]) => [...drafts.map(makePod), ...spaces, ...machines]);

export const randomOptions: fc.Arbitrary<BruteOptions> = fc.record({
  ipBlockMatchesPods: fc.boolean(),
  ipBlockMatchesNodes: fc.boolean(),
  hostNetworkAsPod: fc.nat(3).map((n) => n === 0),
  ownNodeAlwaysAllowed: fc.boolean(),
});

export function podsAmong(objects: readonly ClusterObject[]): PodObject[] {
  return objects.filter((object): object is PodObject => object.kind === "Pod");
}

// Who is in the cluster: pods grouped by namespace and labels, their addresses, ports they name, and nodes.
import {
  isEmptySelector,
  parseIpAddress,
  type Family,
  type Labels,
  type LabelSelector,
} from "../../kubernetes/index.ts";
import { placeOf, type Place } from "./address-segments.ts";
import { addBit, emptyBits, hasBit, type Bits } from "./bitset.ts";
import type { NamespaceInput, NetworkInput, NetworkOptions, NodeInput, PodInput } from "./input.ts";
import { LabelIndex } from "./label-index.ts";
import type { PodPeer, PortMatch } from "./policy.ts";

/** Pods of one namespace with equal labels: no selector can tell them apart. */
export interface PodGroup {
  readonly namespace: number;
  readonly labels: number;
}

/** One address of one pod. Dual-stack pods have two; a pod whose address is not known has one without a family. */
export interface Face {
  readonly pod: number;
  readonly family: Family | 0;
  readonly place?: Place;
}

/** Named ports of pods; pods naming the same ports alike share one. */
export type PortNames = readonly { readonly name: string; readonly match: Extract<PortMatch, { first: number }> }[];

/** `labels` with the label every namespace carries. */
export function namespaceLabels(name: string, labels: Labels): Labels {
  return { ...labels, "kubernetes.io/metadata.name": name };
}

/** The unchanging part of a compiled network. Finished pods have neither group nor faces. */
export interface Topology {
  readonly pods: readonly PodInput[];
  readonly podIds: ReadonlyMap<string, number>;
  readonly nodes: readonly NodeInput[];
  readonly nodeIds: ReadonlyMap<string, number>;
  readonly nodePlaces: readonly (readonly Place[])[];
  readonly namespaces: readonly NamespaceInput[];
  readonly namespaceIds: ReadonlyMap<string, number>;
  readonly groups: readonly PodGroup[];
  /** Group of each pod; -1 for pods on the host network and finished ones. */
  readonly groupOf: Int32Array;
  readonly faces: readonly Face[];
  readonly facesOf: readonly (readonly number[])[];
  /** Index into `portNames` of each pod; 0 names nothing. */
  readonly portNamesOf: Int32Array;
  readonly portNames: readonly PortNames[];
  /** Groups of pods a peer or subject selects; `own` is the namespace "own" stands for. O(groups of the namespaces). */
  groupsOf(peer: PodPeer, own: string | undefined): Bits;
  /** Nodes a selector matches. */
  nodesOf(selector: LabelSelector): readonly number[];
}

function collectNamespaces({ namespaces, pods }: NetworkInput): Map<string, NamespaceInput> {
  const byName = new Map(namespaces.map((namespace) => [namespace.name, namespace]));
  for (const { namespace } of pods) {
    if (!byName.has(namespace)) byName.set(namespace, { name: namespace, labels: {} });
  }
  return byName;
}

/** Whether a pod is an endpoint of its own, and not just its node's address. */
function isOrdinary(pod: PodInput, { hostNetworkAsPod }: NetworkOptions): boolean {
  return !pod.finished && (!pod.hostNetwork || hostNetworkAsPod);
}

function readPlaces(texts: readonly string[]): Place[] {
  return texts.flatMap((text) => {
    const address = parseIpAddress(text);
    return address === undefined ? [] : placeOf(address);
  });
}

/** One face per family; a host-network pod without addresses has its node's. */
function facesOfPod(pod: PodInput, id: number, nodePlaces: readonly Place[]): Face[] {
  if (pod.finished) return [];
  const own = readPlaces(pod.ips);
  const places = own.length === 0 && pod.hostNetwork ? nodePlaces : own;
  if (places.length === 0) return [{ pod: id, family: 0 }];
  const families = [4, 6] as const;
  return families.flatMap((family) => {
    const place = places.find((candidate) => candidate < 1n << 32n === (family === 4));
    return place === undefined ? [] : { pod: id, family, place };
  });
}

/** Numbers things by a key, in the order of first use. */
class Registry<T> {
  readonly items: T[] = [];
  private readonly ids = new Map<string, number>();

  idOf(key: string, make: () => T): number {
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.items.length;
      this.ids.set(key, id);
      this.items.push(make());
    }
    return id;
  }
}

function portNamesOfPod({ ports }: PodInput): PortNames {
  return ports.flatMap(({ name, protocol = "TCP", containerPort }) =>
    name === undefined ? [] : { name, match: { protocol, first: containerPort, last: containerPort } },
  );
}

/** Ports named in any order give one key. */
function portNamesKey(names: PortNames): string {
  return names
    .map(({ name, match }) => `${name}/${match.protocol}/${match.first}`)
    .sort()
    .join();
}

interface Grouping {
  readonly groups: readonly PodGroup[];
  readonly groupOf: Int32Array;
  readonly portNames: readonly PortNames[];
  readonly portNamesOf: Int32Array;
  readonly labelSets: LabelIndex;
}

function groupPods(
  pods: readonly PodInput[],
  namespaceIds: ReadonlyMap<string, number>,
  options: NetworkOptions,
): Grouping {
  const labelSets = new LabelIndex();
  const groups = new Registry<PodGroup>();
  const portNames = new Registry<PortNames>();
  portNames.idOf("", () => []);
  const [groupOf, portNamesOf] = [new Int32Array(pods.length).fill(-1), new Int32Array(pods.length)];
  for (const [id, pod] of pods.entries()) {
    if (!isOrdinary(pod, options)) continue;
    const namespace = namespaceIds.get(pod.namespace) ?? 0;
    const labels = labelSets.add(pod.labels);
    groupOf[id] = groups.idOf(`${namespace}/${labels}`, () => ({ namespace, labels }));
    const names = portNamesOfPod(pod);
    portNamesOf[id] = portNames.idOf(portNamesKey(names), () => names);
  }
  return { groups: groups.items, groupOf, portNames: portNames.items, portNamesOf, labelSets };
}

/** Makes the function that tells which groups a peer selects. */
function groupSelector(namespaces: readonly NamespaceInput[], { groups, labelSets }: Grouping): Topology["groupsOf"] {
  const namespaceSets = new LabelIndex();
  const setOfNamespace = namespaces.map(({ name, labels }) => namespaceSets.add(namespaceLabels(name, labels)));
  const groupsIn = namespaces.map((): number[] => []);
  for (const [id, { namespace }] of groups.entries()) groupsIn[namespace]?.push(id);
  const ids = new Map(namespaces.map(({ name }, id) => [name, id]));
  return (peer, own) => {
    const chosen = emptyBits(groups.length);
    const labels = isEmptySelector(peer.pods) ? undefined : labelSets.select(peer.pods);
    const take = (namespace: number): void => {
      for (const id of groupsIn[namespace] ?? []) {
        if (labels === undefined || hasBit(labels, groups[id]?.labels ?? 0)) addBit(chosen, id);
      }
    };
    if (peer.namespaces === "own") take(ids.get(own ?? "") ?? -1);
    else {
      const matching = namespaceSets.select(peer.namespaces);
      for (const [id, set] of setOfNamespace.entries()) if (hasBit(matching, set)) take(id);
    }
    return chosen;
  };
}

function nodeSelector(nodes: readonly NodeInput[]): Topology["nodesOf"] {
  const labelSets = new LabelIndex();
  const setOf = nodes.map(({ labels }) => labelSets.add(labels));
  return (selector) => {
    const matching = labelSets.select(selector);
    return setOf.flatMap((set, id) => (hasBit(matching, set) ? id : []));
  };
}

/** Groups and numbers everything once. O(pods + namespaces + nodes), hash tables aside. */
export function buildTopology(input: NetworkInput, options: NetworkOptions): Topology {
  const { pods, nodes } = input;
  const namespaces = [...collectNamespaces(input).values()];
  const namespaceIds = new Map(namespaces.map(({ name }, id) => [name, id]));
  const grouping = groupPods(pods, namespaceIds, options);
  const nodeIds = new Map(nodes.map(({ name }, id) => [name, id]));
  const nodePlaces = nodes.map(({ addresses }) => readPlaces(addresses));
  const faces: Face[] = [];
  const facesOf = pods.map((pod, id) => {
    const own = facesOfPod(pod, id, nodePlaces[nodeIds.get(pod.node ?? "") ?? -1] ?? []);
    return own.map((face) => faces.push(face) - 1);
  });
  return {
    pods,
    podIds: new Map(pods.map(({ namespace, name }, id) => [`${namespace}/${name}`, id])),
    nodes,
    nodeIds,
    nodePlaces,
    namespaces,
    namespaceIds,
    groups: grouping.groups,
    groupOf: grouping.groupOf,
    faces,
    facesOf,
    portNames: grouping.portNames,
    portNamesOf: grouping.portNamesOf,
    groupsOf: groupSelector(namespaces, grouping),
    nodesOf: nodeSelector(nodes),
  };
}

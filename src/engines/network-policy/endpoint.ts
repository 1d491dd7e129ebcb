// Endpoints: what a question may name as an end of a connection, and what rules see of it.
import type { Family, IpAddress, Labels } from "../../kubernetes/index.ts";
import { placeOf, type Place } from "./address-segments.ts";
import type { Compiled } from "./compile.ts";
import type { ContainerPort } from "./input.ts";
import { selectsPod } from "./match-peer.ts";
import { noPortNames } from "./peer-partition.ts";
import type { Selection } from "./selections.ts";
import { namespaceLabels, type PortNames } from "./topology.ts";

/** A pod that does not exist: what may reach it, or be reached by it, follows from its labels alone. */
export interface UnlistedPod {
  readonly namespace: string;
  /** Labels of its namespace, if that does not exist either. */
  readonly namespaceLabels?: Labels;
  readonly labels: Labels;
  readonly ports?: readonly ContainerPort[];
}

/** One end of a connection. `pod` and `node` are numbers from `podNumber` and `nodeNumber`. */
export type Endpoint =
  | { readonly pod: number }
  | { readonly node: number }
  /** An address of anything; `names` are domain names it is known to answer to. */
  | { readonly address: IpAddress; readonly names?: readonly string[] }
  | { readonly unlisted: UnlistedPod };

/** What selectors see of an ordinary pod. */
export interface PodFacts {
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
}

/** One address of an endpoint, with all that any rule may ask of it. */
export interface Side {
  /** 0: the address is not known, or there is none yet. */
  readonly family: Family | 0;
  readonly pod?: number;
  /** Set for ordinary pods; pods on the host network are addresses. */
  readonly facts?: PodFacts;
  /** Where CIDR blocks look for it; absent if they must not match it. */
  readonly place?: Place;
  /** Nodes that have this address. */
  readonly nodes: readonly number[];
  readonly names: readonly string[];
  readonly portNames: PortNames;
  readonly portNamesId: number;
  /** Its peer class, if it is one of the network's own pods or a plain address. */
  readonly peer?: number;
  /** Policies that select it; absent for what no policy can select. */
  readonly selection?: Selection;
}

/** The number of a pod, or undefined if there is none of that name. */
export function podNumber(compiled: Compiled, namespace: string, name: string): number | undefined {
  return compiled.fabric.topology.podIds.get(`${namespace}/${name}`);
}

/** The number of a node, or undefined if there is none of that name. */
export function nodeNumber(compiled: Compiled, name: string): number | undefined {
  return compiled.fabric.topology.nodeIds.get(name);
}

/** The sides of an endpoint, one per address family it has; none for a finished pod. */
export function sidesOf(compiled: Compiled, endpoint: Endpoint): readonly Side[] {
  if ("pod" in endpoint) return podSides(compiled, endpoint.pod);
  if ("unlisted" in endpoint) return [unlistedSide(compiled, endpoint.unlisted)];
  if ("address" in endpoint) return [addressSide(compiled, placeOf(endpoint.address), endpoint.names ?? [])];
  const places = compiled.fabric.topology.nodePlaces[endpoint.node] ?? [];
  if (places.length === 0) return [{ ...nowhere, family: 0, nodes: [endpoint.node] }];
  const families = ([4, 6] as const).flatMap((family) => places.find((place) => familyAt(place) === family) ?? []);
  return families.map((place) => addressSide(compiled, place, []));
}

const nowhere = { nodes: [], names: [], portNames: [], portNamesId: noPortNames } as const;

function familyAt(place: Place): Family {
  return place < 1n << 32n ? 4 : 6;
}

/** The labels of a namespace, its name label among them. */
function labelsOfNamespace({ fabric }: Compiled, name: string, otherwise?: Labels): Labels {
  const { namespaceIds, namespaces } = fabric.topology;
  return namespaceLabels(name, namespaces[namespaceIds.get(name) ?? -1]?.labels ?? otherwise);
}

function podSides(compiled: Compiled, id: number): Side[] {
  const { topology } = compiled.fabric;
  const isHost = (topology.groupOf[id] ?? -1) < 0;
  return (topology.facesOf[id] ?? []).map((face) =>
    isHost ? hostPodSide(compiled, id, face) : ordinarySide(compiled, id, face),
  );
}

/** A pod on the host network is its node's address. */
function hostPodSide({ fabric }: Compiled, pod: number, face: number): Side {
  const { topology, partition, options } = fabric;
  const { family, place } = topology.faces[face] ?? { family: 0 };
  const own = topology.nodeIds.get(topology.pods[pod]?.node ?? "");
  const nodes = [
    ...(place === undefined ? [] : partition.nodesOf(partition.segments.at(place))),
    ...(own === undefined ? [] : [own]),
  ];
  const peer = partition.faceClass[face] ?? 0;
  const matchable = place !== undefined && options.ipBlockMatchesNodes;
  return { ...nowhere, family, pod, peer, nodes: [...new Set(nodes)], ...(matchable ? { place } : {}) };
}

type Draft = { -readonly [K in keyof Side]: Side[K] };

/** Hot: thousands of sides are made for one question, so that no object is copied into another. */
function ordinarySide(compiled: Compiled, pod: number, face: number): Side {
  const { topology, partition, selections, options } = compiled.fabric;
  const { family, place } = topology.faces[face] ?? { family: 0 };
  const { namespace = "", labels } = topology.pods[pod] ?? {};
  const group = topology.groupOf[pod] ?? -1;
  const selection = selections.get(compiled.selectionOf[group] ?? 0);
  const portNamesId = topology.portNamesOf[pod] ?? 0;
  const side: Draft = {
    family,
    pod,
    peer: partition.faceClass[face] ?? 0,
    facts: podFacts(compiled, group, namespace, labels),
    nodes: nowhere.nodes,
    names: nowhere.names,
    portNames: topology.portNames[portNamesId] ?? [],
    portNamesId,
  };
  if (place !== undefined && options.ipBlockMatchesPods) side.place = place;
  if (selection !== undefined) side.selection = selection;
  return side;
}

const factsOfGroup = new WeakMap<Compiled["fabric"], Map<number, PodFacts>>();

/** Equal for all pods of a group. */
function podFacts(compiled: Compiled, group: number, namespace: string, labels: Labels): PodFacts {
  const { fabric } = compiled;
  const known = factsOfGroup.get(fabric) ?? new Map<number, PodFacts>();
  factsOfGroup.set(fabric, known);
  const facts = known.get(group) ?? { namespace, namespaceLabels: labelsOfNamespace(compiled, namespace), labels };
  known.set(group, facts);
  return facts;
}

function addressSide({ fabric }: Compiled, place: Place, names: readonly string[]): Side {
  const { partition, options } = fabric;
  const segment = partition.segments.at(place);
  const nodes = partition.nodesOf(segment);
  const matchable = nodes.length === 0 || options.ipBlockMatchesNodes;
  const peer = names.length === 0 ? { peer: partition.segmentClass[segment] ?? 0 } : {};
  return { ...nowhere, family: familyAt(place), nodes, names, ...peer, ...(matchable ? { place } : {}) };
}

function unlistedSide(compiled: Compiled, pod: UnlistedPod): Side {
  const facts: PodFacts = {
    namespace: pod.namespace,
    namespaceLabels: labelsOfNamespace(compiled, pod.namespace, pod.namespaceLabels),
    labels: pod.labels,
  };
  const portNames = (pod.ports ?? []).flatMap(({ name, protocol = "TCP", containerPort }) =>
    name === undefined ? [] : { name, match: { protocol, first: containerPort, last: containerPort } },
  );
  const policies = compiled.policies.filter(({ policy }) => selectsPod(policy.subject, policy.namespace, facts));
  const selection = compiled.fabric.selections.get(compiled.fabric.selections.of(policies));
  return { ...nowhere, family: 0, facts, portNames, ...(selection === undefined ? {} : { selection }) };
}

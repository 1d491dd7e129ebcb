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
export function labelsOfNamespace({ fabric }: Compiled, name: string, otherwise?: Labels): Labels {
  const { namespaceIds, namespaces } = fabric.topology;
  return namespaceLabels(name, namespaces[namespaceIds.get(name) ?? -1]?.labels ?? otherwise);
}

function podSides(compiled: Compiled, id: number): Side[] {
  const { topology, partition, selections, options } = compiled.fabric;
  const pod = topology.pods[id];
  const group = topology.groupOf[id] ?? -1;
  return (topology.facesOf[id] ?? []).flatMap((face): Side[] => {
    const { family, place } = topology.faces[face] ?? { family: 0 };
    const peer = partition.faceClass[face] ?? 0;
    if (pod === undefined) return [];
    if (group < 0) {
      const node = topology.nodeIds.get(pod.node ?? "");
      const nodes = new Set([...(place === undefined ? [] : partition.nodesOf(partition.segments.at(place))), ...(node === undefined ? [] : [node])]);
      return [{ ...nowhere, family, pod: id, peer, nodes: [...nodes], ...(place !== undefined && options.ipBlockMatchesNodes ? { place } : {}) }];
    }
    const selection = selections.get(compiled.selectionOf[group] ?? 0);
    const portNamesId = topology.portNamesOf[id] ?? 0;
    return [
      {
        ...nowhere,
        family,
        pod: id,
        peer,
        facts: { namespace: pod.namespace, namespaceLabels: labelsOfNamespace(compiled, pod.namespace), labels: pod.labels },
        portNames: topology.portNames[portNamesId] ?? [],
        portNamesId,
        ...(place !== undefined && options.ipBlockMatchesPods ? { place } : {}),
        ...(selection === undefined ? {} : { selection }),
      },
    ];
  });
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

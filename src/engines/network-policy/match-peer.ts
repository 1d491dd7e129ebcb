// Whether one rule speaks of one endpoint: the definition, without tables, for single questions and explanations.
import { matchesSelector, type LabelSelector } from "../../kubernetes/index.ts";
import { boundsOf } from "./address-segments.ts";
import type { PodFacts, Side } from "./endpoint.ts";
import type { AddressBlock, Peer, PodPeer, PortMatch, Protocol } from "./policy.ts";
import type { PortNames, Topology } from "./topology.ts";

/** Whether a peer or subject selects a pod; `own` is the namespace of the policy. */
export function selectsPod({ namespaces, pods }: PodPeer, own: string | undefined, facts: PodFacts): boolean {
  const inNamespace =
    namespaces === "own" ? facts.namespace === own : matchesSelector(namespaces, facts.namespaceLabels);
  return inNamespace && matchesSelector(pods, facts.labels);
}

function contains({ cidr, except }: AddressBlock, place: bigint): boolean {
  const [from, to] = boundsOf(cidr);
  if (place < from || place >= to) return false;
  return !except.some((block) => {
    const [first, end] = boundsOf(block);
    return place >= first && place < end;
  });
}

function selectsNode(selector: LabelSelector, nodes: readonly number[], topology: Topology): boolean {
  return nodes.some((node) => matchesSelector(selector, topology.nodes[node]?.labels));
}

/** Whether a name is one of `patterns`; a leading `*.` stands for one or more labels. Case and a final dot do not matter. */
function matchesName(name: string, patterns: readonly string[]): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/\.$/, "");
  return patterns.some((pattern) => {
    const wanted = plain(pattern);
    return wanted.startsWith("*.") ? plain(name).endsWith(wanted.slice(1)) : plain(name) === wanted;
  });
}

/** Whether a peer of a policy in namespace `own` names an endpoint. Linear in the peer. */
export function matchesPeer(peer: Peer, own: string | undefined, side: Side, topology: Topology): boolean {
  switch (peer.kind) {
    case "pods":
      return side.facts !== undefined && selectsPod(peer, own, side.facts);
    case "addresses":
      return side.place !== undefined && peer.blocks.some((block) => contains(block, side.place ?? -1n));
    case "nodes":
      return side.facts === undefined && selectsNode(peer.selector, side.nodes, topology);
    default:
      return side.names.some((name) => matchesName(name, peer.names));
  }
}

/** Whether a port is one of a match's, for a destination that names ports so. */
export function matchesPort(match: PortMatch, protocol: Protocol, port: number, destination: PortNames): boolean {
  if (!("name" in match)) return match.protocol === protocol && port >= match.first && port <= match.last;
  if (match.protocol !== undefined && match.protocol !== protocol) return false;
  return destination.some(
    ({ name, match: own }) => name === match.name && own.protocol === protocol && own.first === port,
  );
}

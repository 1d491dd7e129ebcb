// Peer terms: the distinct ways rules name the other end of a connection, each evaluated once.
import { selectorKey } from "../../kubernetes/index.ts";
import { boundsOf, placeOf, type AddressSegments, type Place } from "./address-segments.ts";
import type { Bits } from "./bitset.ts";
import type { AddressBlock, Peer } from "./policy.ts";
import type { Topology } from "./topology.ts";

/** What a term names: groups of pods, addresses, nodes, or (for domain names, whose addresses nobody here knows) nothing. */
export type PeerTerm =
  | { readonly kind: "pods"; readonly groups: Bits }
  | { readonly kind: "addresses"; readonly blocks: readonly AddressBlock[] }
  | { readonly kind: "nodes"; readonly nodes: readonly number[] }
  | { readonly kind: "names" };

function blockKey({ cidr, except }: AddressBlock): string {
  return [cidr, ...except].map(({ family, first, last }) => `${family}:${first}-${last}`).join("!");
}

/** Text equal for peers that name the same. `own` is the namespace of the policy. */
export function peerKey(peer: Peer, own: string | undefined): string {
  switch (peer.kind) {
    case "pods": {
      const namespaces = peer.namespaces === "own" ? `=${own ?? ""}` : `?${selectorKey(peer.namespaces)}`;
      return `pods ${namespaces} ${selectorKey(peer.pods)}`;
    }
    case "addresses":
      return `addresses ${peer.blocks.map(blockKey).join()}`;
    case "nodes":
      return `nodes ${selectorKey(peer.selector)}`;
    default:
      return "names";
  }
}

export function evaluatePeer(peer: Peer, own: string | undefined, topology: Topology): PeerTerm {
  switch (peer.kind) {
    case "pods":
      return { kind: "pods", groups: topology.groupsOf(peer, own) };
    case "addresses":
      return { kind: "addresses", blocks: peer.blocks };
    case "nodes":
      return { kind: "nodes", nodes: topology.nodesOf(peer.selector) };
    default:
      return { kind: "names" };
  }
}

/** Where the line of addresses must be cut for a block. */
export function cutsOf({ cidr, except }: AddressBlock): readonly Place[] {
  return [cidr, ...except].flatMap((block) => boundsOf(block));
}

/** Segments whose addresses are in one of the blocks; every block must have been cut. Linear in segments covered. */
export function segmentsIn(blocks: readonly AddressBlock[], segments: AddressSegments): number[] {
  const found = new Set<number>();
  for (const { cidr, except } of blocks) {
    const holes = except.map((block) => segmentSpan(block, segments));
    const [first, last] = segmentSpan(cidr, segments);
    for (let segment = first; segment <= last; segment++) {
      if (!holes.some(([from, to]) => segment >= from && segment <= to)) found.add(segment);
    }
  }
  return [...found];
}

function segmentSpan(
  { family, first, last }: AddressBlock["cidr"],
  segments: AddressSegments,
): readonly [number, number] {
  return [segments.at(placeOf({ family, value: first })), segments.at(placeOf({ family, value: last }))];
}

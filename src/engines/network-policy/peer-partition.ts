// Peer classes: pods and addresses that no rule seen so far tells apart as the other end of a connection.
import { AddressSegments } from "./address-segments.ts";
import { addBit, allBits, eachBit, emptyBits, hasBit, withRoom, type Bits } from "./bitset.ts";
import { Classes } from "./classes.ts";
import type { NetworkOptions } from "./input.ts";
import { cutsOf, evaluatePeer, peerKey, segmentsIn, type PeerTerm } from "./peer-terms.ts";
import type { Peer } from "./policy.ts";
import type { Topology } from "./topology.ts";

/** Bits over the first `size` peer classes; later ones are like the class they were split from. */
export interface PeerBits {
  bits: Bits;
  size: number;
}

/** What members of a peer class have in common; -1 where a side of it does not apply to them. */
interface PeerClass {
  groups: number;
  cidrs: number;
  nodes: number;
  readonly portNames: number;
}

interface PeerIndex {
  readonly groups: readonly (readonly number[])[];
  readonly cidrs: readonly (readonly number[])[];
  readonly nodes: readonly (readonly number[])[];
}

/** Port names of what has none: addresses, nodes, pods on the host network. */
export const noPortNames = -1;

/**
 * The partition only becomes finer: a class that is split keeps its number for one part, and the other parts are new
 * classes with the old one as parent. Answers per class stay true for the parts, so nothing computed is lost when a
 * policy brings a new peer. Adding terms is linear in what they name, plus pods and segments.
 */
export class PeerPartition {
  readonly segments = new AddressSegments();
  faceClass: Int32Array;
  segmentClass: Int32Array;
  readonly parents: number[] = [];
  private readonly peers: PeerClass[] = [];
  private readonly terms: PeerTerm[] = [];
  private readonly termIds = new Map<string, number>();
  private readonly termOfPeer = new Map<Peer, number>();
  private readonly termBits: (PeerBits | undefined)[] = [];
  private readonly groupClasses: Classes;
  private readonly cidrClasses: Classes;
  private readonly nodeClasses: Classes;
  private readonly topology: Topology;
  private readonly options: NetworkOptions;
  private nodesAt = new Map<number, number[]>();
  private index: PeerIndex | undefined;

  constructor(topology: Topology, options: NetworkOptions) {
    this.topology = topology;
    this.options = options;
    this.segments.cut(topology.nodePlaces.flat().flatMap((place) => [place, place + 1n]));
    this.groupClasses = new Classes(topology.groups.length);
    this.cidrClasses = new Classes(this.segments.size);
    this.nodeClasses = new Classes(this.segments.size);
    const outside = topology.portNames.length;
    for (const portNames of [...topology.portNames.keys(), noPortNames]) this.addClass(0, portNames);
    this.faceClass = Int32Array.from(topology.faces, ({ pod }) =>
      (topology.groupOf[pod] ?? -1) < 0 ? outside : (topology.portNamesOf[pod] ?? 0),
    );
    this.segmentClass = new Int32Array(this.segments.size).fill(outside);
    this.locateNodes();
    this.regroup();
  }

  get size(): number {
    return this.peers.length;
  }

  portNamesOf(peer: number): number {
    return this.peers[peer]?.portNames ?? noPortNames;
  }

  /** Nodes that have the addresses of a segment. */
  nodesOf(segment: number): readonly number[] {
    return this.nodesAt.get(segment) ?? [];
  }

  /** Numbers of the terms of `peers`, of a policy in namespace `own`; new ones refine the partition. */
  addPeers(lists: readonly { readonly peers: readonly Peer[]; readonly own: string | undefined }[]): number[][] {
    const firstNew = this.terms.length;
    const ids = lists.map(({ peers, own }) =>
      [...new Set(peers.map((peer) => this.termOf(peer, own)))].sort((a, b) => a - b),
    );
    if (this.terms.length > firstNew) this.refine(this.terms.slice(firstNew));
    return ids;
  }

  /** A peer object belongs to one policy, so its term can be kept by identity. */
  private termOf(peer: Peer, own: string | undefined): number {
    const known = this.termOfPeer.get(peer);
    if (known !== undefined) return known;
    const key = peerKey(peer, own);
    const id = this.termIds.get(key) ?? this.terms.push(evaluatePeer(peer, own, this.topology)) - 1;
    this.termIds.set(key, id);
    this.termOfPeer.set(peer, id);
    return id;
  }

  private refine(added: readonly PeerTerm[]): void {
    const blocks = added.flatMap((term) => (term.kind === "addresses" ? term.blocks : []));
    const parents = this.segments.cut(blocks.flatMap(cutsOf));
    if (parents !== undefined) {
      this.cidrClasses.replace(parents);
      this.nodeClasses.replace(parents);
      this.segmentClass = Int32Array.from(parents, (parent) => this.segmentClass[parent] ?? 0);
      this.locateNodes();
    }
    for (const term of added) {
      if (term.kind === "pods") this.groupClasses.split(membersOf(term.groups));
      else if (term.kind === "addresses") this.cidrClasses.split(segmentsIn(term.blocks, this.segments));
      else if (term.kind === "nodes") this.nodeClasses.split(this.segmentsOfNodes(term.nodes));
    }
    this.regroup();
  }

  private locateNodes(): void {
    this.nodesAt = new Map();
    for (const [node, places] of this.topology.nodePlaces.entries()) {
      for (const place of places) {
        const segment = this.segments.at(place);
        this.nodesAt.set(segment, [...(this.nodesAt.get(segment) ?? []), node]);
      }
    }
  }

  private segmentsOfNodes(nodes: readonly number[]): number[] {
    return [
      ...new Set(
        nodes.flatMap((node) => (this.topology.nodePlaces[node] ?? []).map((place) => this.segments.at(place))),
      ),
    ];
  }

  /** Gives every face and segment the class of what it has become; O(faces × log segments). */
  private regroup(): void {
    this.index = undefined;
    const parts = new Map<string, number>();
    const kept = new Set<number>();
    const classOf = (before: number, groups: number, cidrs: number, nodes: number): number => {
      const key = `${before}/${groups}/${cidrs}/${nodes}`;
      let id = parts.get(key);
      if (id === undefined) {
        id = kept.has(before) ? this.addClass(before, this.portNamesOf(before)) : before;
        kept.add(before);
        parts.set(key, id);
        Object.assign(this.peers[id] ?? {}, { groups, cidrs, nodes });
      }
      return id;
    };
    const { ipBlockMatchesPods, ipBlockMatchesNodes } = this.options;
    for (const [id, { pod, place }] of this.topology.faces.entries()) {
      const group = this.topology.groupOf[pod] ?? -1;
      const segment = place === undefined ? -1 : this.segments.at(place);
      const byAddress = segment >= 0 && (group < 0 ? ipBlockMatchesNodes : ipBlockMatchesPods);
      const cidrs = byAddress ? (this.cidrClasses.of[segment] ?? 0) : -1;
      const nodes = group < 0 && segment >= 0 ? (this.nodeClasses.of[segment] ?? 0) : -1;
      this.faceClass[id] = classOf(
        this.faceClass[id] ?? 0,
        group < 0 ? -1 : (this.groupClasses.of[group] ?? 0),
        cidrs,
        nodes,
      );
    }
    for (const segment of this.segmentClass.keys()) {
      const byAddress = ipBlockMatchesNodes || this.nodesOf(segment).length === 0;
      const [cidrs, nodes] = [byAddress ? (this.cidrClasses.of[segment] ?? 0) : -1, this.nodeClasses.of[segment] ?? 0];
      this.segmentClass[segment] = classOf(this.segmentClass[segment] ?? 0, -1, cidrs, nodes);
    }
  }

  private addClass(parent: number, portNames: number): number {
    this.parents.push(parent);
    return this.peers.push({ groups: -1, cidrs: -1, nodes: -1, portNames }) - 1;
  }

  /** Peer classes any of the terms names. The bits are the caller's. O(terms × classes ÷ 32). */
  peersOf(terms: readonly number[]): PeerBits {
    const bits = emptyBits(this.size);
    for (const term of terms) {
      const own = this.bitsOfTerm(term).bits;
      for (let word = 0; word < own.length; word++) bits[word] = (bits[word] ?? 0) | (own[word] ?? 0);
    }
    return { bits, size: this.size };
  }

  /** Whether a term names a peer class. */
  isIn(term: number, peer: number): boolean {
    return hasBit(this.bitsOfTerm(term).bits, peer);
  }

  everyPeer(): PeerBits {
    return { bits: allBits(this.size), size: this.size };
  }

  /** Brings bits up to the classes of now. */
  extend(set: PeerBits): PeerBits {
    if (set.size === this.size) return set;
    set.bits = withRoom(set.bits, this.size);
    for (let peer = set.size; peer < this.size; peer++)
      if (hasBit(set.bits, this.parents[peer] ?? 0)) addBit(set.bits, peer);
    set.size = this.size;
    return set;
  }

  private bitsOfTerm(id: number): PeerBits {
    const known = this.termBits[id];
    if (known !== undefined) return this.extend(known);
    const bits = emptyBits(this.size);
    const term = this.terms[id];
    if (term !== undefined) this.markPeers(term, bits);
    const set = { bits, size: this.size };
    this.termBits[id] = set;
    return set;
  }

  /** Adds the peer classes a term names. Linear in the groups or segments it names, and the classes of those. */
  private markPeers(term: PeerTerm, bits: Bits): void {
    const { groups, cidrs, nodes } = (this.index ??= this.indexPeers());
    const mark = (classes: Classes, members: readonly number[], peersOf: readonly (readonly number[])[]): void => {
      const named = new Set(members.map((member) => classes.of[member] ?? 0));
      for (const one of named) for (const peer of peersOf[one] ?? []) addBit(bits, peer);
    };
    if (term.kind === "pods") mark(this.groupClasses, membersOf(term.groups), groups);
    else if (term.kind === "addresses") mark(this.cidrClasses, segmentsIn(term.blocks, this.segments), cidrs);
    else if (term.kind === "nodes") mark(this.nodeClasses, this.segmentsOfNodes(term.nodes), nodes);
  }

  /** Peer classes by the class of groups, of CIDR blocks and of nodes they are in. */
  private indexPeers(): PeerIndex {
    const listsOf = ({ count }: Classes): number[][] => Array.from({ length: count }, () => []);
    const index = {
      groups: listsOf(this.groupClasses),
      cidrs: listsOf(this.cidrClasses),
      nodes: listsOf(this.nodeClasses),
    };
    for (const [peer, { groups, cidrs, nodes }] of this.peers.entries()) {
      index.groups[groups]?.push(peer);
      index.cidrs[cidrs]?.push(peer);
      index.nodes[nodes]?.push(peer);
    }
    return index;
  }
}

function membersOf(bits: Bits): number[] {
  const members: number[] = [];
  eachBit(bits, (member) => members.push(member));
  return members;
}

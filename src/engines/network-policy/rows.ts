// Rows: for pods of one selection and one direction, the ports open to each peer class.
import { addBit, addBits, eachBit, emptyBits, removeBits, type Bits } from "./bitset.ts";
import { resolvePorts, type CompiledPolicy, type CompiledRule } from "./compiled-policy.ts";
import { noPortNames, type PeerBits, type PeerPartition } from "./peer-partition.ts";
import type { Direction } from "./policy.ts";
import { allPorts, noPorts, type PortSet, type PortSpace } from "./port-space.ts";
import { hasNamedPorts, type Selection } from "./selections.ts";
import { TierDecisions, undecided } from "./tier-decisions.ts";
import type { Topology } from "./topology.ts";

/** Port set per peer class. Classes made later have the value of their parent. */
export type Row = Uint32Array;

/** What one rule says: these ports, for these peers. */
interface Slice {
  readonly ports: PortSet;
  readonly peers: PeerBits;
}

/** What is known of one list of policies in one direction, for pods that name their ports alike. */
interface Slot {
  readonly selection: Selection;
  readonly direction: Direction;
  readonly names: number;
  row: Row | undefined;
  /** Answers for single peer classes, as long as there is no row. */
  readonly points: Map<number, PortSet>;
}

/** So many single answers cost about what the row does, which then has all of them. */
const mostPoints = 8;

/** First decision of a tier per peer class, as a number of `TierDecisions`. */
type TierRow = Uint32Array;

/** Computes rows when first asked for, and keeps them. A row costs time linear in its rules × peer classes ÷ 32 + classes. */
export class Rows {
  private readonly slots = new Map<string, Slot>();
  /** The same by selection, direction and port names, which many selections share a slot for. */
  private readonly slotOf = new Map<Selection, Record<Direction, Map<number, Slot>>>();
  private readonly tiers = new Map<string, TierRow>();
  private readonly slices = new Map<CompiledRule, Map<number, readonly Slice[]>>();
  private readonly partition: PeerPartition;
  private readonly ports: PortSpace;
  private readonly topology: Topology;
  private readonly decisions: TierDecisions;

  constructor(topology: Topology, partition: PeerPartition, ports: PortSpace) {
    this.topology = topology;
    this.partition = partition;
    this.ports = ports;
    this.decisions = new TierDecisions(ports);
  }

  /** The row of a selection; `portNames` are those of the selected pod, which ingress rules resolve names by. */
  row(selection: Selection, direction: Direction, portNames: number): Row {
    const slot = this.slot(selection, direction, portNames);
    if (slot.row !== undefined) return slot.row;
    slot.points.clear();
    return (slot.row = this.compute(slot.selection, direction, slot.names));
  }

  /** One value of a row. The first few for one selection are decided alone, so that a single question needs no row. */
  value(selection: Selection, direction: Direction, portNames: number, peer: number): PortSet {
    const slot = this.slot(selection, direction, portNames);
    if (slot.row !== undefined) return this.valueAt(slot.row, peer);
    const known = slot.points.get(peer);
    if (known !== undefined) return known;
    if (slot.points.size >= mostPoints) return this.valueAt(this.row(selection, direction, portNames), peer);
    const found = this.point(slot, peer);
    slot.points.set(peer, found);
    return found;
  }

  private slot(selection: Selection, direction: Direction, portNames: number): Slot {
    let own = this.slotOf.get(selection);
    if (own === undefined) this.slotOf.set(selection, (own = { ingress: new Map(), egress: new Map() }));
    const known = own[direction].get(portNames);
    if (known !== undefined) return known;
    const all = [...selection.admin, ...selection.network, ...selection.baseline].filter(
      (policy) => policy[direction] !== undefined,
    );
    const names = direction === "ingress" && hasNamedPorts(all, direction) ? portNames : noPortNames;
    const key = `${direction}/${names}/${all.map(({ id }) => id).join()}`;
    const slot = this.slots.get(key) ?? { selection, direction, names, row: undefined, points: new Map() };
    this.slots.set(key, slot);
    own[direction].set(portNames, slot);
    return slot;
  }

  /** What `compute` says of one peer class, rule by rule. */
  private point({ selection, direction, names }: Slot, peer: number): PortSet {
    const { ports } = this;
    const admin = this.pointOfTier(selection.admin, direction, names, peer);
    const isolating = selection.network.filter((policy) => policy[direction] !== undefined);
    if (isolating.length === 0) {
      const open = this.decisions.apply(this.pointOfTier(selection.baseline, direction, names, peer), allPorts);
      return this.decisions.apply(admin, open);
    }
    let open: PortSet = noPorts;
    for (const policy of isolating) {
      for (const rule of policy[direction] ?? [])
        if (this.names(rule, peer)) open = ports.union(open, this.portsTowards(rule, direction, names, peer));
    }
    return this.decisions.apply(admin, open);
  }

  private pointOfTier(policies: readonly CompiledPolicy[], direction: Direction, names: number, peer: number): number {
    let decision = undecided;
    for (const policy of policies) {
      for (const rule of policy[direction] ?? []) {
        if (!this.names(rule, peer)) continue;
        decision = this.decisions.decide(decision, rule.action, this.portsTowards(rule, direction, names, peer));
      }
    }
    return decision;
  }

  private names({ terms }: CompiledRule, peer: number): boolean {
    return terms === undefined || terms.some((term) => this.partition.isIn(term, peer));
  }

  private portsTowards(rule: CompiledRule, direction: Direction, names: number, peer: number): PortSet {
    if (rule.named.length === 0) return rule.ports;
    return this.resolve(rule, direction === "ingress" ? names : this.partition.portNamesOf(peer));
  }

  /** The value of a row for a class that may be newer than the row. */
  valueAt(row: Row, peer: number): PortSet {
    let at = peer;
    while (at >= row.length) at = this.partition.parents[at] ?? 0;
    return row[at] ?? noPorts;
  }

  /** A row with a value of its own for every class of now. */
  extended(row: Row): Row {
    const size = this.partition.size;
    if (row.length === size) return row;
    const grown = new Uint32Array(size);
    grown.set(row);
    for (let peer = row.length; peer < size; peer++) grown[peer] = grown[this.partition.parents[peer] ?? 0] ?? noPorts;
    return grown;
  }

  private compute(selection: Selection, direction: Direction, names: number): Row {
    const admin = this.tierRow(selection.admin, direction, names);
    const isolating = selection.network.filter((policy) => policy[direction] !== undefined);
    if (isolating.length > 0) return this.decided(this.networkRow(isolating, direction, names), admin);
    const everything = new Uint32Array(this.partition.size).fill(allPorts);
    return this.decided(this.decided(everything, this.tierRow(selection.baseline, direction, names)), admin);
  }

  /** What is open once a tier asked before has decided; changes `open`. */
  private decided(open: Row, tier: TierRow | undefined): Row {
    if (tier === undefined) return open;
    for (let peer = 0; peer < open.length; peer++) {
      const decision = tier[peer] ?? undecided;
      if (decision !== undecided) open[peer] = this.decisions.apply(decision, open[peer] ?? noPorts);
    }
    return open;
  }

  /** Union of all rules: peers are gathered per port set first, so that set operations are few. */
  private networkRow(policies: readonly CompiledPolicy[], direction: Direction, names: number): Row {
    const peersOf = new Map<PortSet, Bits>();
    for (const policy of policies) {
      for (const rule of policy[direction] ?? []) {
        for (const { ports, peers } of this.slicesOf(rule, direction, names)) {
          const gathered = peersOf.get(ports);
          if (gathered === undefined) peersOf.set(ports, peers.bits.slice());
          else addBits(gathered, peers.bits);
        }
      }
    }
    const row = new Uint32Array(this.partition.size);
    const open = peersOf.get(allPorts);
    if (open !== undefined) this.addPorts(row, open, allPorts);
    for (const [ports, peers] of peersOf) {
      if (ports === noPorts || ports === allPorts) continue;
      if (open !== undefined) removeBits(peers, open);
      this.addPorts(row, peers, ports);
    }
    return row;
  }

  /** Adds ports to the row for every peer of a set. Hot: no closure. */
  private addPorts(row: Row, peers: Bits, ports: PortSet): void {
    for (let word = 0; word < peers.length; word++) {
      let rest = peers[word] ?? 0;
      while (rest !== 0) {
        const lowest = rest & -rest;
        const peer = (word << 5) + 31 - Math.clz32(lowest);
        rest ^= lowest;
        const before = row[peer] ?? noPorts;
        row[peer] = before === noPorts ? ports : this.ports.union(before, ports);
      }
    }
  }

  /** Rules in order, each deciding the ports no earlier one decided. */
  private tierRow(policies: readonly CompiledPolicy[], direction: Direction, names: number): TierRow | undefined {
    const rules = policies.flatMap((policy) => policy[direction] ?? []);
    if (rules.length === 0) return undefined;
    const own = hasNamedPorts(policies, direction) ? names : noPortNames;
    const key = `${direction}/${own}/${policies.map(({ id }) => id).join()}`;
    const known = this.tiers.get(key);
    if (known !== undefined) return this.extended(known);
    const tier = new Uint32Array(this.partition.size);
    for (const rule of rules) {
      for (const { ports, peers } of this.slicesOf(rule, direction, own)) {
        eachBit(
          peers.bits,
          (peer) => (tier[peer] = this.decisions.decide(tier[peer] ?? undecided, rule.action, ports)),
        );
      }
    }
    this.tiers.set(key, tier);
    return tier;
  }

  /** Egress names are resolved by the peer, ingress names by the selected pod. */
  private slicesOf(rule: CompiledRule, direction: Direction, names: number): readonly Slice[] {
    const key = rule.named.length > 0 && direction === "ingress" ? names : noPortNames;
    let byNames = this.slices.get(rule);
    if (byNames === undefined) this.slices.set(rule, (byNames = new Map<number, readonly Slice[]>()));
    let slices = byNames.get(key);
    if (slices === undefined) {
      slices = this.slice(rule, direction, key);
      byNames.set(key, slices);
    }
    for (const { peers } of slices) this.partition.extend(peers);
    return slices;
  }

  private slice(rule: CompiledRule, direction: Direction, names: number): readonly Slice[] {
    const peers = rule.terms === undefined ? this.partition.everyPeer() : this.partition.peersOf(rule.terms);
    if (rule.named.length === 0) return [{ ports: rule.ports, peers }];
    if (direction === "ingress") return [{ ports: this.resolve(rule, names), peers }];
    const byPorts = new Map<PortSet, Bits>();
    const resolved = new Map<number, PortSet>();
    eachBit(peers.bits, (peer) => {
      const portNames = this.partition.portNamesOf(peer);
      const ports = resolved.get(portNames) ?? this.resolve(rule, portNames);
      resolved.set(portNames, ports);
      const bits = byPorts.get(ports) ?? emptyBits(peers.size);
      byPorts.set(ports, bits);
      addBit(bits, peer);
    });
    return [...byPorts].map(([ports, bits]) => ({ ports, peers: { bits, size: peers.size } }));
  }

  private resolve(rule: CompiledRule, portNames: number): PortSet {
    return resolvePorts(rule, this.topology.portNames[portNames] ?? [], this.ports);
  }
}

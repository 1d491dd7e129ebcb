// Sets of (protocol, port) as small integers: 1..65535 is cut into the spans policies distinguish, a set is bits over
// spans × protocols, equal sets are one integer, and operations on integers are remembered.
import { addBit, emptyBits, hasBit, withRoom, type Bits } from "./bitset.ts";
import { PairMemo } from "./pair-memo.ts";
import { protocols, type PortMatch, type Protocol } from "./policy.ts";

/** Ports a connection may use: per protocol, maximal disjoint inclusive ranges in order. */
export type PortRanges = Readonly<Record<Protocol, readonly (readonly [first: number, last: number])[]>>;

/** A set of ports; only meaningful with the space it came from. */
export type PortSet = number;

export const noPorts: PortSet = 0;
export const allPorts: PortSet = 1;
const lastPort = 65535;

type NumberedPorts = Extract<PortMatch, { first: number }>;

/**
 * The spans only ever become finer, and that changes no set's meaning, so a set stays valid however much is added.
 * Operations take constant time when remembered, else time linear in the number of spans.
 */
export class PortSpace {
  /** First port of each span, in the order spans were made; its bits are 3 × index + protocol. */
  private readonly starts: number[] = [1];
  private readonly known = new Set<number>(this.starts);
  /** Spans by first port. */
  private order: number[] = [0];
  private readonly sets: Bits[] = [];
  private byHash = new Map<number, PortSet[]>();
  private readonly unions = new PairMemo();
  private readonly intersections = new PairMemo();
  private readonly differences = new PairMemo();
  private readonly ranges = new Map<PortSet, PortRanges>();

  constructor() {
    this.intern(emptyBits(3));
    this.intern(new Uint32Array([0b111]));
  }

  /** Cuts spans so that each of `matches` is a whole number of them. O(sets × new spans). */
  distinguish(matches: Iterable<NumberedPorts>): void {
    const cuts: number[] = [];
    for (const { first, last } of matches) {
      for (const cut of [first, last + 1]) {
        if (cut > lastPort || this.known.has(cut)) continue;
        this.known.add(cut);
        cuts.push(cut);
      }
    }
    if (cuts.length > 0) this.cut(cuts);
  }

  private cut(cuts: readonly number[]): void {
    const parents = cuts.map((cut) => this.spanOf(cut));
    const firstNew = this.starts.length;
    this.starts.push(...cuts);
    this.order = this.starts.map((_, span) => span).sort((a, b) => (this.starts[a] ?? 0) - (this.starts[b] ?? 0));
    for (const [id, old] of this.sets.entries()) {
      const bits = withRoom(old, this.starts.length * 3);
      for (const [index, parent] of parents.entries()) {
        for (let protocol = 0; protocol < 3; protocol++) {
          if (hasBit(bits, parent * 3 + protocol)) addBit(bits, (firstNew + index) * 3 + protocol);
        }
      }
      this.sets[id] = bits;
    }
    this.byHash = new Map();
    for (const id of this.sets.keys()) this.remember(id);
  }

  private spanOf(port: number): number {
    return this.order[this.placeOf(port)] ?? 0;
  }

  /** Where in `order` the span of a port is. */
  private placeOf(port: number): number {
    let [low, high] = [0, this.order.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[this.order[middle] ?? 0] ?? 0) <= port) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The set of ports any of `matches` covers. Linear in the spans. */
  setOf(matches: readonly NumberedPorts[]): PortSet {
    this.distinguish(matches);
    const bits = emptyBits(this.starts.length * 3);
    for (const { protocol, first, last } of matches) {
      const offset = protocols.indexOf(protocol);
      const end = this.placeOf(last);
      for (let place = this.placeOf(first); place <= end; place++) addBit(bits, (this.order[place] ?? 0) * 3 + offset);
    }
    return this.intern(bits);
  }

  has(set: PortSet, protocol: Protocol, port: number): boolean {
    return hasBit(this.bitsOf(set), this.spanOf(port) * 3 + protocols.indexOf(protocol));
  }

  union(a: PortSet, b: PortSet): PortSet {
    if (a === b || b === noPorts) return a;
    if (a === noPorts) return b;
    if (a === allPorts || b === allPorts) return allPorts;
    return a < b ? this.apply(this.unions, a, b, (x, y) => x | y) : this.apply(this.unions, b, a, (x, y) => x | y);
  }

  intersection(a: PortSet, b: PortSet): PortSet {
    if (a === b || b === allPorts) return a;
    if (a === allPorts) return b;
    if (a === noPorts || b === noPorts) return noPorts;
    return a < b
      ? this.apply(this.intersections, a, b, (x, y) => x & y)
      : this.apply(this.intersections, b, a, (x, y) => x & y);
  }

  difference(a: PortSet, b: PortSet): PortSet {
    if (b === noPorts || a === noPorts) return a;
    if (a === b || b === allPorts) return noPorts;
    return this.apply(this.differences, a, b, (x, y) => x & ~y);
  }

  private apply(memo: PairMemo, a: PortSet, b: PortSet, operation: (x: number, y: number) => number): PortSet {
    const known = memo.get(a, b);
    if (known !== -1) return known;
    const [left, right] = [this.bitsOf(a), this.bitsOf(b)];
    const result = this.intern(left.map((word, index) => operation(word, right[index] ?? 0)));
    memo.set(a, b, result);
    return result;
  }

  private bitsOf(set: PortSet): Bits {
    return this.sets[set] ?? emptyBits(0);
  }

  private hashOf(bits: Bits): number {
    let hash = 0;
    for (const word of bits) hash = (Math.imul(hash, 31) + word + (word >>> 15)) | 0;
    return hash;
  }

  private intern(bits: Bits): PortSet {
    const sized = withRoom(bits, this.starts.length * 3);
    for (const id of this.byHash.get(this.hashOf(sized)) ?? []) {
      if (this.bitsOf(id).every((word, index) => word === sized[index])) return id;
    }
    this.sets.push(sized);
    this.remember(this.sets.length - 1);
    return this.sets.length - 1;
  }

  private remember(id: PortSet): void {
    const hash = this.hashOf(this.bitsOf(id));
    const same = this.byHash.get(hash);
    if (same === undefined) this.byHash.set(hash, [id]);
    else same.push(id);
  }

  /** The set as maximal merged ranges. */
  rangesOf(set: PortSet): PortRanges {
    let ranges = this.ranges.get(set);
    if (ranges === undefined) {
      ranges = {
        TCP: this.protocolRanges(set, 0),
        UDP: this.protocolRanges(set, 1),
        SCTP: this.protocolRanges(set, 2),
      };
      this.ranges.set(set, ranges);
    }
    return ranges;
  }

  private protocolRanges(set: PortSet, protocol: number): (readonly [number, number])[] {
    const bits = this.bitsOf(set);
    const ranges: [number, number][] = [];
    for (const [at, span] of this.order.entries()) {
      if (!hasBit(bits, span * 3 + protocol)) continue;
      const first = this.starts[span] ?? 0;
      const next = this.order[at + 1];
      const last = next === undefined ? lastPort : (this.starts[next] ?? 0) - 1;
      const previous = ranges.at(-1);
      if (previous !== undefined && previous[1] === first - 1) previous[1] = last;
      else ranges.push([first, last]);
    }
    return ranges;
  }
}

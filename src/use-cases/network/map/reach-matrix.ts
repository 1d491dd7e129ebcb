// Which ports each unit of a map reaches on each other, from the engine's rows of classes.
import { allPairs, portRangesOf, type Compiled, type PortRanges } from "../../../engines/network-policy/index.ts";
import { isNoPort, unionOfPorts } from "../question/port-text.ts";
import type { MapUnit } from "./map-units.ts";

/** Sets of ports by number; 0 is none. */
class PortTable {
  readonly ranges: PortRanges[] = [];
  private readonly ids = new Map<string, number>();
  private readonly unions = new Map<string, number>();

  constructor() {
    this.of({ TCP: [], UDP: [], SCTP: [] });
  }

  of(ports: PortRanges): number {
    const key = JSON.stringify([ports.TCP, ports.UDP, ports.SCTP]);
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    this.ids.set(key, this.ranges.length);
    return this.ranges.push(ports) - 1;
  }

  union(a: number, b: number): number {
    if (a === b || b === 0) return a;
    if (a === 0) return b;
    const key = a < b ? `${a},${b}` : `${b},${a}`;
    const known = this.unions.get(key);
    if (known !== undefined) return known;
    const none = { TCP: [], UDP: [], SCTP: [] };
    const made = this.of(unionOfPorts(this.ranges[a] ?? none, this.ranges[b] ?? none));
    this.unions.set(key, made);
    return made;
  }
}

/** Numbers of port sets by target unit. Two bytes are enough for nearly every network, and half of what a map of a large one takes. */
type Row = Uint16Array | Uint32Array;
const mostInTwoBytes = 65_535;

/** Port sets by source unit, then target unit. */
export interface ReachMatrix {
  readonly units: readonly MapUnit[];
  readonly ports: PortTable;
  readonly rows: readonly Row[];
}

function unitsByClass(units: readonly MapUnit[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [unit, { classes }] of units.entries()) {
    for (const cls of classes) {
      const known = found.get(cls);
      if (known === undefined) found.set(cls, [unit]);
      else known.push(unit);
    }
  }
  return found;
}

function addPorts(rows: Row[], source: number, target: number, ports: PortTable, number: number): void {
  let row = rows[source];
  if (row === undefined) return;
  const all = ports.union(row[target] ?? 0, number);
  if (all > mostInTwoBytes && row instanceof Uint16Array) rows[source] = row = Uint32Array.from(row);
  row[target] = all;
}

/**
 * The matrix of units: a port is open where it is for any pod of the one to any pod of the other. `keep` says which pairs
 * and which ports are wanted. O(classes² + units²) time, O(units²) memory: 2 bytes for each pair, 4 where port sets are many.
 */
export function reachMatrix(
  compiled: Compiled,
  units: readonly MapUnit[],
  keep: { readonly pair: (from: MapUnit, to: MapUnit) => boolean; readonly ports: (ports: PortRanges) => PortRanges },
): ReachMatrix {
  const ports = new PortTable();
  const numbers: number[] = [];
  const numberOf = (set: number): number => {
    const known = numbers[set];
    if (known !== undefined) return known;
    const number = ports.of(keep.ports(portRangesOf(compiled, set)));
    numbers[set] = number;
    return number;
  };
  const ofClass = unitsByClass(units);
  const rows: Row[] = units.map(() => new Uint16Array(units.length));
  for (const { from, ports: row } of allPairs(compiled)) {
    for (const source of ofClass.get(from.index) ?? []) {
      for (const [cls, reached] of ofClass) {
        const number = numberOf(row[cls] ?? 0);
        if (number !== 0) for (const unit of reached) addPorts(rows, source, unit, ports, number);
      }
    }
  }
  for (const [source, row] of rows.entries()) {
    for (const [target, unit] of units.entries()) {
      const from = units[source];
      if (from !== undefined && !keep.pair(from, unit)) row[target] = 0;
    }
  }
  return { units, ports, rows };
}

/** Only what one of the wanted ports is in. */
export function onlyPorts(wanted: PortRanges | undefined): (ports: PortRanges) => PortRanges {
  if (wanted === undefined) return (ports) => ports;
  const clip = (a: PortRanges["TCP"], b: PortRanges["TCP"]): PortRanges["TCP"] =>
    a.flatMap(([first, last]) =>
      b.flatMap(([from, to]): (readonly [number, number])[] =>
        from <= last && first <= to ? [[Math.max(first, from), Math.min(last, to)]] : [],
      ),
    );
  return (ports) => {
    const clipped = {
      TCP: clip(ports.TCP, wanted.TCP),
      UDP: clip(ports.UDP, wanted.UDP),
      SCTP: clip(ports.SCTP, wanted.SCTP),
    };
    return isNoPort(clipped) ? { TCP: [], UDP: [], SCTP: [] } : clipped;
  };
}

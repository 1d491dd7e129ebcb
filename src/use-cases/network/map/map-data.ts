// The map for machines: workloads, classes of them, and what each class reaches.
import type { PortRanges } from "../../../engines/network-policy/index.ts";
import type { Enforcement } from "../../../model/index.ts";
import type { Certainty } from "../question/unseen.ts";
import type { Protection } from "./map-units.ts";
import type { ReachMatrix } from "./reach-matrix.ts";

/** A workload of the map. */
export interface MapWorkload {
  /** Number of its class. */
  readonly class: number;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly pods: number;
  readonly seen: boolean;
}

/** Workloads that are alike to all policies, or a place outside (`place`). */
export interface MapClass {
  readonly class: number;
  readonly place?: string;
  readonly workloads: number;
  readonly ingress: Protection;
  readonly egress: Protection;
  /** Whether a Service or the host network leads to it from outside. */
  readonly exposed: boolean;
}

/** What some classes reach. Numbers of classes are ranges, `0-4,7`; of the numbers of `to`, one is of `portSets`, one of `classSets`. */
export interface MapRow {
  readonly from: string;
  readonly to: readonly (readonly [ports: number, classes: number])[];
}

/** All connections: of classes, as there are too many of workloads. */
export interface MapConnections {
  readonly workloads: readonly MapWorkload[];
  readonly classes: readonly MapClass[];
  /** Port sets by number; 0 is none. */
  readonly portSets: readonly PortRanges[];
  /** Sets of classes by number, as ranges. */
  readonly classSets: readonly string[];
  readonly rows: readonly MapRow[];
  /** Ordered pairs of different workloads, and how many of them have a connection. */
  readonly pairs: number;
  readonly connectedPairs: number;
}

/** A connection between namespaces, or of one with a place. */
export interface NamespaceConnection {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  /** Pairs of workloads, or workloads where one end is a place. */
  readonly connections: number;
}

/** The versioned answer of `network map`. */
export interface NetworkMap {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkMap";
  readonly by: "workload" | "namespace";
  readonly namespace?: string;
  readonly certainty: Certainty;
  readonly cautions: readonly string[];
  readonly plugin: {
    readonly reason: string;
    readonly ingress: Enforcement;
    readonly egress: Enforcement;
    /** Nodes where it is not as elsewhere. */
    readonly nodes: readonly { readonly node: string; readonly enforcement: Enforcement; readonly reason: string }[];
  };
  /** What policies say. */
  readonly written: MapConnections;
  /** What the plugin makes of it, where that is known to differ. */
  readonly enforced?: MapConnections;
  /** Between namespaces, of what is drawn: as enforced where that differs, unless asked for as written. */
  readonly namespaces: readonly NamespaceConnection[];
}

/** Ascending numbers as `0-4,7`. */
function rangeText(numbers: readonly number[]): string {
  const parts: string[] = [];
  let start = 0;
  for (let at = 1; at <= numbers.length; at++) {
    if (at < numbers.length && numbers[at] === (numbers[at - 1] ?? 0) + 1) continue;
    const [first, last] = [numbers[start] ?? 0, numbers[at - 1] ?? 0];
    parts.push(first === last ? String(first) : `${first}-${last}`);
    start = at;
  }
  return numbers.length === 0 ? "" : parts.join();
}

function rowsOf({ rows }: ReachMatrix): Pick<MapConnections, "rows" | "classSets"> {
  const sets = new Map<string, number>();
  const numberOf = (classes: readonly number[]): number => {
    const text = rangeText(classes);
    const number = sets.get(text) ?? sets.size;
    sets.set(text, number);
    return number;
  };
  const alike = new Map<string, { readonly from: number[]; readonly to: MapRow["to"] }>();
  for (const [unit, row] of rows.entries()) {
    const byPorts = new Map<number, number[]>();
    for (let target = 0; target < row.length; target++) {
      const ports = row[target] ?? 0;
      if (ports === 0) continue;
      const targets = byPorts.get(ports);
      if (targets === undefined) byPorts.set(ports, [target]);
      else targets.push(target);
    }
    const to = [...byPorts].map(([ports, targets]) => [ports, numberOf(targets)] as const);
    const key = to.join(";");
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { from: [unit], to });
    else known.from.push(unit);
  }
  return {
    classSets: [...sets.keys()],
    rows: [...alike.values()].filter(({ to }) => to.length > 0).map(({ from, to }) => ({ from: rangeText(from), to })),
  };
}

/** Everything about a matrix. O(classes²). */
export function connectionsData(matrix: ReachMatrix): MapConnections {
  const { units, ports, rows } = matrix;
  const counts = units.map(({ workloads }) => workloads.length);
  const all = counts.reduce((sum, count) => sum + count, 0);
  let connectedPairs = 0;
  for (const [from, row] of rows.entries()) {
    for (let to = 0; to < row.length; to++) {
      if (row[to] === 0) continue;
      const [sources = 0, targets = 0] = [counts[from], counts[to]];
      connectedPairs += from === to ? sources * (sources - 1) : sources * targets;
    }
  }
  return {
    workloads: units.flatMap(({ workloads }, number) =>
      workloads.map(({ namespace, owner, name, pods, seen }) => {
        return { class: number, namespace, kind: owner.kind, name, pods: pods.length, seen };
      }),
    ),
    classes: units.map(({ place, workloads, ingress, egress, exposed }, number) => {
      const of = place === undefined ? {} : { place: place.label };
      return { class: number, ...of, workloads: workloads.length, ingress, egress, exposed };
    }),
    portSets: ports.ranges,
    ...rowsOf(matrix),
    pairs: Math.max(0, all * (all - 1)),
    connectedPairs,
  };
}

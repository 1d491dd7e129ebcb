// Connections between namespaces, counted straight from the matrix of units.
import { worseTone, type Cell, type GraphEdge } from "../../../core/index.ts";
import { formatPorts } from "../question/port-text.ts";
import { edgeTone, portFacts } from "./edge-tone.ts";
import type { MapUnit } from "./map-units.ts";
import type { ReachMatrix } from "./reach-matrix.ts";

/** Id of the box of a namespace. */
export function namespaceId(namespace: string): string {
  return `ns/${namespace}`;
}

/** The places of a unit on a map of namespaces, with how many of its workloads are in each. */
function placesOf({ place, workloads }: MapUnit): ReadonlyMap<string, number> {
  if (place !== undefined) return new Map([[place.id, 1]]);
  const counts = new Map<string, number>();
  for (const { namespace } of workloads) {
    const id = namespaceId(namespace);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

interface Cells {
  readonly weight: number;
  readonly tone: Cell["tone"];
  readonly bySet: ReadonlyMap<number, number>;
}

class CellTable {
  private readonly cells = new Map<
    number,
    { weight: number; tone: Cell["tone"]; readonly bySet: Map<number, number> }
  >();

  add(cell: number, set: number, tone: Cell["tone"], count: number): void {
    const known = this.cells.get(cell);
    if (known === undefined) {
      this.cells.set(cell, { weight: count, tone, bySet: new Map([[set, count]]) });
      return;
    }
    known.weight += count;
    if (known.tone !== tone) known.tone = worseTone(known.tone, tone);
    known.bySet.set(set, (known.bySet.get(set) ?? 0) + count);
  }

  entries(): Iterable<readonly [number, Cells]> {
    return this.cells;
  }
}

const mostLabels = 3;

function labelOf(bySet: ReadonlyMap<number, number>, labels: readonly string[]): string {
  const ordered = [...bySet].sort(([a, x], [b, y]) => y - x || a - b).map(([set]) => labels[set] ?? "");
  const rest = ordered.length - mostLabels;
  return ordered.slice(0, mostLabels).join("; ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** Edges between namespaces and places, each weighed by the pairs of workloads it stands for. O(units² × namespaces of a unit²). */
export function namespaceEdges({ units, rows, ports }: ReachMatrix): readonly GraphEdge[] {
  const places = units.map(placesOf);
  const ids = [...new Set(places.flatMap((counts) => [...counts.keys()]))];
  const numbers = new Map(ids.map((id, index) => [id, index]));
  const numbered = places.map((counts) => [...counts].map(([id, count]) => [numbers.get(id) ?? 0, count] as const));
  const table = new CellTable();
  const facts = ports.ranges.map(portFacts);
  for (const [source, row] of rows.entries()) {
    const from = units[source];
    if (from === undefined || from.place?.id === "metadata") continue;
    for (let target = 0; target < row.length; target++) {
      const [set = 0, to] = [row[target], units[target]];
      if (set === 0 || to === undefined) continue;
      const tone = edgeTone(from, to, facts[set]);
      for (const [a, some] of numbered[source] ?? []) {
        for (const [b, others] of numbered[target] ?? [])
          if (a !== b) table.add(a * ids.length + b, set, tone, some * others);
      }
    }
  }
  const labels = ports.ranges.map((ranges) => formatPorts(ranges));
  return [...table.entries()].map(([cell, { weight, tone, bySet }]): GraphEdge => {
    const [from = "", to = ""] = [ids[Math.floor(cell / ids.length)], ids[cell % ids.length]];
    const shared = { from: [from], to: [to], label: labelOf(bySet, labels), weight };
    return tone === undefined ? shared : { ...shared, tone };
  });
}

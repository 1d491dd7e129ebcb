// A graph as small data for a page: nodes by number, ends of edges as ranges of numbers.
import type { Cell, Graph, GraphEdge, GraphGroup, GraphNode, GraphNodeKind } from "../../../core/index.ts";

/** First and last of each run of numbers, one after the other. */
type Ranges = readonly number[];

/** A graph for a page. */
export interface PackedGraph {
  readonly groups: readonly (readonly [label: string, tone: Cell["tone"] | null, note: string | null])[];
  readonly nodes: readonly (readonly [
    label: string,
    kind: GraphNodeKind,
    group: number,
    tone: Cell["tone"] | null,
    note: string | null,
  ])[];
  readonly labels: readonly string[];
  /** Sets of nodes; edges share them. */
  readonly sets: readonly Ranges[];
  readonly edges: readonly (readonly [
    from: number,
    to: number,
    label: number,
    tone: Cell["tone"] | null,
    weight: number,
  ])[];
  readonly legend: Graph["legend"];
}

class Numbers {
  readonly keys: string[] = [];
  private readonly known = new Map<string, number>();

  of(key: string): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, this.keys.length);
    return this.keys.push(key) - 1;
  }
}

function rangesOf(numbers: readonly number[]): number[] {
  const ranges: number[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    if (ranges.at(-1) === number - 1) ranges[ranges.length - 1] = number;
    else if (ranges.at(-1) !== number) ranges.push(number, number);
  }
  return ranges;
}

/** Packs a graph; `safe` makes a text safe to show. Nodes of a box come together, so that runs are long. Linear in ends of edges. */
export function packGraph({ groups, nodes, edges, legend }: Graph, safe: (text: string) => string): PackedGraph {
  const groupNumbers = new Map(groups.map(({ id }, index) => [id, index]));
  const groupOf = ({ group }: GraphNode): number => (group === undefined ? -1 : (groupNumbers.get(group) ?? -1));
  const ordered = [...nodes].sort((a, b) => groupOf(a) - groupOf(b));
  const numbers = new Map(ordered.map(({ id }, index) => [id, index]));
  const [labels, sets] = [new Numbers(), new Numbers()];
  const known = new Map<readonly string[], number>();
  const setOf = (ids: readonly string[]): number => {
    const set = known.get(ids) ?? sets.of(rangesOf(ids.flatMap((id) => numbers.get(id) ?? [])).join());
    known.set(ids, set);
    return set;
  };
  const packed = edges.map(
    ({ from, to, label = "", tone = null, weight = 1 }) =>
      [setOf(from), setOf(to), labels.of(safe(label)), tone, weight] as const,
  );
  return {
    groups: groups.map(({ label, tone = null, note }) => [safe(label), tone, note === undefined ? null : safe(note)]),
    nodes: ordered.map((node) => {
      const { label, kind, tone = null, note } = node;
      return [safe(label), kind, groupOf(node), tone, note === undefined ? null : safe(note)];
    }),
    labels: labels.keys,
    sets: sets.keys.map((key) => (key === "" ? [] : key.split(",").map(Number))),
    edges: packed,
    legend: legend.map((item) => ({ ...item, text: safe(item.text) })),
  };
}

function membersOf(ranges: Ranges): string[] {
  const members: string[] = [];
  for (let at = 0; at < ranges.length; at += 2) {
    for (let id = ranges[at] ?? 0; id <= (ranges[at + 1] ?? -1); id++) members.push(`n${id}`);
  }
  return members;
}

/** The graph again; ids are g0, g1 … and n0, n1 … */
export function unpackGraph({ groups, nodes, labels, sets, edges, legend }: PackedGraph): Graph {
  const members = sets.map(membersOf);
  return {
    groups: groups.map(([label, tone, note], index): GraphGroup => ({
      id: `g${index}`,
      label,
      ...optional(tone, note),
    })),
    nodes: nodes.map(([label, kind, group, tone, note], index): GraphNode => ({
      id: `n${index}`,
      label,
      kind,
      ...(group < 0 ? {} : { group: `g${group}` }),
      ...optional(tone, note),
    })),
    edges: edges.map(([from, to, label, tone, weight]): GraphEdge => ({
      from: members[from] ?? [],
      to: members[to] ?? [],
      label: labels[label] ?? "",
      ...optional(tone, null),
      weight,
    })),
    legend,
  };
}

function optional(tone: Cell["tone"] | null, note: string | null): { tone?: NonNullable<Cell["tone"]>; note?: string } {
  return { ...(tone === null || tone === undefined ? {} : { tone }), ...(note === null ? {} : { note }) };
}

// Graphs of documents: nodes in boxes, directed edges, and the coarser view of the same for where all would be too much.
import type { Cell } from "./document.ts";

/** What a node stands for; decides its shape. */
export type GraphNodeKind = "workload" | "group" | "internet" | "metadata" | "control-plane" | "host" | "address";

/** A box around nodes. */
export interface GraphGroup {
  readonly id: string;
  readonly label: string;
  readonly tone?: Cell["tone"];
  readonly note?: string;
}

/** A node; without a group it stands outside all boxes. Ids of nodes and groups are distinct. */
export interface GraphNode {
  readonly id: string;
  readonly label: string;
  readonly kind: GraphNodeKind;
  readonly group?: string;
  readonly tone?: Cell["tone"];
  readonly note?: string;
}

/** A directed edge from each of `from` to each of `to`, but none from a node to itself: many at once, as they could not be listed. */
export interface GraphEdge {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly label?: string;
  readonly tone?: Cell["tone"];
  /** How many connections each of the edges stands for; 1 if absent. */
  readonly weight?: number;
}

/** What a graph block draws. */
export interface Graph {
  readonly groups: readonly GraphGroup[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** What tones say. Muted edges are those a reader expects: drawn only where there is room. */
  readonly legend: readonly {
    readonly of: "node" | "edge";
    readonly tone: NonNullable<Cell["tone"]>;
    readonly text: string;
  }[];
}

/** How many single edges an edge stands for. */
export function edgeSize({ from, to }: GraphEdge): number {
  const sources = new Set(from);
  return sources.size * to.length - to.filter((id) => sources.has(id)).length;
}

/** How many single edges a graph has. Linear in its ends. */
export function graphSize({ edges }: Graph): number {
  return edges.reduce((sum, edge) => sum + edgeSize(edge), 0);
}

/** Nodes by the id of their box, in the order of the graph. */
export function nodesByGroup({ nodes }: Graph): Map<string | undefined, GraphNode[]> {
  const boxes = new Map<string | undefined, GraphNode[]>();
  for (const node of nodes) {
    const box = boxes.get(node.group);
    if (box === undefined) boxes.set(node.group, [node]);
    else box.push(node);
  }
  return boxes;
}

/** Names of nodes with their box before them, by id. */
export function fullNames({ nodes, groups }: Graph): Map<string, string> {
  const boxes = new Map(groups.map(({ id, label }) => [id, label]));
  return new Map(
    nodes.map(({ id, label, group }) => [id, group === undefined ? label : `${boxes.get(group) ?? group}/${label}`]),
  );
}

const toneOrder: readonly Cell["tone"][] = ["bad", "warning", "strong", undefined, "good", "muted"];

/** The more alarming of two tones. */
export function worseTone(a: Cell["tone"], b: Cell["tone"]): Cell["tone"] {
  return toneOrder.indexOf(a) <= toneOrder.indexOf(b) ? a : b;
}

interface PairDraft {
  readonly from: string;
  readonly to: string;
  readonly labels: Map<string, number>;
  tone: Cell["tone"];
  weight: number;
}

function countBy(ids: readonly string[], groupOf: ReadonlyMap<string, string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) {
    const group = groupOf.get(id) ?? id;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

const mostLabels = 3;

function joinedLabel(labels: ReadonlyMap<string, number>): string | undefined {
  const ordered = [...labels].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([label]) => label);
  if (ordered.length === 0) return undefined;
  const rest = ordered.length - mostLabels;
  return ordered.slice(0, mostLabels).join("; ") + (rest > 0 ? ` and ${rest} more` : "");
}

class PairDrafts {
  readonly drafts = new Map<string, Map<string, PairDraft>>();

  add(from: string, to: string, edge: GraphEdge, count: number): void {
    const targets = this.drafts.get(from) ?? new Map<string, PairDraft>();
    this.drafts.set(from, targets);
    const draft = targets.get(to) ?? { from, to, labels: new Map<string, number>(), tone: edge.tone, weight: 0 };
    targets.set(to, draft);
    const weight = count * (edge.weight ?? 1);
    draft.weight += weight;
    draft.tone = worseTone(draft.tone, edge.tone);
    if (edge.label !== undefined) draft.labels.set(edge.label, (draft.labels.get(edge.label) ?? 0) + weight);
  }

  edges(): GraphEdge[] {
    return [...this.drafts.values()].flatMap((targets) =>
      [...targets.values()].map(({ from, to, labels, tone, weight }): GraphEdge => {
        const label = joinedLabel(labels);
        return { from: [from], to: [to], weight, ...(label === undefined ? {} : { label }), ...(tone && { tone }) };
      }),
    );
  }
}

/**
 * The same graph with each box as one node. Edges between two boxes become one, weighed by how many it stands for; edges
 * within a box are left out. O(ends of edges + edges × pairs of boxes each joins).
 */
export function collapseGroups({ groups, nodes, edges, legend }: Graph): Graph {
  const groupOf = new Map(nodes.flatMap(({ id, group }) => (group === undefined ? [] : [[id, group] as const])));
  const pairs = new PairDrafts();
  for (const edge of edges) {
    const [sources, targets] = [countBy(edge.from, groupOf), countBy(edge.to, groupOf)];
    for (const [from, some] of sources) {
      for (const [to, others] of targets) if (from !== to) pairs.add(from, to, edge, some * others);
    }
  }
  const boxes = groups.map((group): GraphNode => ({ ...group, kind: "group" }));
  return {
    groups: [],
    nodes: [...boxes, ...nodes.filter(({ group }) => group === undefined)],
    edges: pairs.edges(),
    legend,
  };
}

/** Single edges, in the order of the graph. */
export function* singleEdges({
  edges,
}: Graph): Generator<{ readonly from: string; readonly to: string; readonly edge: GraphEdge }> {
  for (const edge of edges) {
    for (const from of edge.from) for (const to of edge.to) if (from !== to) yield { from, to, edge };
  }
}

/** A graph of at most `most` single edges, and how many of them were left out to get there. */
export interface BoundedGraph {
  readonly graph: Graph;
  /** Whether boxes stand for their nodes. */
  readonly collapsed: boolean;
  readonly omitted: number;
}

/** The graph itself if it is small enough, else with boxes collapsed, else with only the most alarming and heaviest edges of that. */
export function boundGraph(graph: Graph, most: number): BoundedGraph {
  if (graphSize(graph) <= most) return { graph, collapsed: false, omitted: 0 };
  const coarse = graph.groups.length === 0 ? graph : collapseGroups(graph);
  const single = [...singleEdgesUpTo(coarse, mostConsidered)];
  const size = graphSize(coarse);
  if (size <= most) return { graph: coarse, collapsed: true, omitted: 0 };
  const kept = single
    .sort((a, b) => toneOrder.indexOf(a.tone) - toneOrder.indexOf(b.tone) || (b.weight ?? 1) - (a.weight ?? 1))
    .slice(0, most);
  return { graph: { ...coarse, edges: kept }, collapsed: graph.groups.length > 0, omitted: size - kept.length };
}

/** Enough to choose from, few enough to sort. */
const mostConsidered = 200_000;

function* singleEdgesUpTo(graph: Graph, most: number): Generator<GraphEdge> {
  let count = 0;
  for (const { from, to, edge } of singleEdges(graph)) {
    if (count++ >= most) return;
    yield { ...edge, from: [from], to: [to] };
  }
}

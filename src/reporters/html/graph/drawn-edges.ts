// Which edges a drawing shows: enough to see what matters, few enough to see it.
import { collapseGroups, edgeSize, singleEdges, type Graph, type GraphEdge } from "../../../core/index.ts";
import type { Detail } from "./layout.ts";

/** Edges between two ends each, and how many of the graph they leave out. */
export interface DrawnEdges {
  readonly edges: readonly GraphEdge[];
  /** Muted ones: those a reader expects. */
  readonly quiet: number;
  readonly others: number;
  /** What headings of boxes say of edges that are not drawn. */
  readonly marks: ReadonlyMap<string, readonly string[]>;
}

const mostNodes = 44;
const mostOpenNodes = 450;
const mostQuiet = 24;
const mostBareBoxes = 60;
const mostEdges = { nodes: 160, boxes: 130, overview: 0 } as const;

function sizeOf(edges: readonly GraphEdge[]): number {
  return edges.reduce((sum, edge) => sum + edgeSize(edge), 0);
}

/** How much of a graph can be drawn at once and still be read. */
export function detailOf(graph: Graph): Detail {
  const bare = graph.nodes.filter(({ group, kind }) => group === undefined && kind === "group").length;
  if (bare > 0) return bare <= mostBareBoxes ? "boxes" : "overview";
  const inside = graph.nodes.filter(({ group }) => group !== undefined).length;
  const loud = sizeOf(graph.edges.filter(({ tone }) => tone !== "muted"));
  if (inside <= mostNodes && loud <= mostEdges.nodes) return "nodes";
  return inside <= mostOpenNodes ? "boxes" : "overview";
}

const order = ["bad", "warning", "strong", undefined, "good", "muted"];

function mostTellingFirst(a: GraphEdge, b: GraphEdge): number {
  return order.indexOf(a.tone) - order.indexOf(b.tone) || (b.weight ?? 1) - (a.weight ?? 1);
}

/** More edges than this to one node outside are drawn box by box. */
const mostToOutside = 12;

/** Edges with what is outside, box by box where there are many. */
function bundleOutside(graph: Graph): GraphEdge[] {
  const outside = new Set(graph.nodes.filter(({ group }) => group === undefined).map(({ id }) => id));
  const counts = new Map<string, number>();
  const single = [...singleEdges(graph)].map(({ from, to, edge }): GraphEdge => ({ ...edge, from: [from], to: [to] }));
  const keyOf = ({ from: [from = ""], to: [to = ""] }: GraphEdge): string | undefined =>
    outside.has(to) ? `to ${to}` : outside.has(from) ? `from ${from}` : undefined;
  for (const edge of single) {
    const key = keyOf(edge);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isMany = (edge: GraphEdge): boolean => (counts.get(keyOf(edge) ?? "") ?? 0) > mostToOutside;
  return [
    ...collapseGroups({ ...graph, edges: single.filter(isMany) }).edges,
    ...single.filter((edge) => !isMany(edge)),
  ];
}

/** Boxes tied to more of the others than this have it said in their heading instead of drawn. */
const mostlyAll = 0.6;
const fewestForHub = 6;

/** Edges of boxes that are tied to almost all others, such as those of a name server, as marks. */
function takeHubs(edges: readonly GraphEdge[], boxes: ReadonlySet<string>, marks: Marks): GraphEdge[] {
  const most = Math.max(fewestForHub, Math.ceil(boxes.size * mostlyAll));
  const between = edges.filter(({ from: [from = ""], to: [to = ""] }) => boxes.has(from) && boxes.has(to));
  const [out, into] = [new Map<string, number>(), new Map<string, number>()];
  for (const {
    from: [from = ""],
    to: [to = ""],
  } of between) {
    out.set(from, (out.get(from) ?? 0) + 1);
    into.set(to, (into.get(to) ?? 0) + 1);
  }
  for (const [box, count] of out) if (count >= most) marks.add(box, `→ ${count} boxes`);
  for (const [box, count] of into) if (count >= most) marks.add(box, `${count} boxes →`);
  const taken = new Set(
    between.filter(
      ({ from: [from = ""], to: [to = ""] }) => (out.get(from) ?? 0) >= most || (into.get(to) ?? 0) >= most,
    ),
  );
  return edges.filter((edge) => !taken.has(edge));
}

const mostWithin = 12;

/** Edges within a box, as a mark where they are many. */
function takeMeshes(edges: readonly GraphEdge[], graph: Graph, marks: Marks): GraphEdge[] {
  const groupOf = new Map(graph.nodes.map(({ id, group }) => [id, group]));
  const within = ({ from: [from = ""], to: [to = ""] }: GraphEdge): string | undefined =>
    groupOf.get(from) === groupOf.get(to) ? groupOf.get(from) : undefined;
  const counts = new Map<string, number>();
  for (const edge of edges) {
    const box = within(edge);
    if (box !== undefined) counts.set(box, (counts.get(box) ?? 0) + 1);
  }
  for (const [box, count] of counts) if (count > mostWithin) marks.add(box, `${count} within`);
  return edges.filter((edge) => (counts.get(within(edge) ?? "") ?? 0) <= mostWithin);
}

function boxIds({ groups, nodes }: Graph): ReadonlySet<string> {
  return new Set([...groups, ...nodes.filter(({ kind }) => kind === "group")].map(({ id }) => id));
}

class Marks {
  readonly byBox = new Map<string, string[]>();

  add(box: string, text: string): void {
    this.byBox.set(box, [...(this.byBox.get(box) ?? []), text]);
  }
}

/** The edges drawn at a level of detail. */
export function drawnEdges(graph: Graph, detail: Detail): DrawnEdges {
  const quietEdges = graph.edges.filter(({ tone }) => tone === "muted");
  const loudEdges = graph.edges.filter(({ tone }) => tone !== "muted");
  const [quiet, marks] = [sizeOf(quietEdges), new Marks()];
  if (detail === "overview") return { edges: [], quiet, others: sizeOf(loudEdges), marks: marks.byBox };
  const drawQuiet = detail === "nodes" && quiet <= mostQuiet;
  const wanted: Graph = { ...graph, edges: drawQuiet ? graph.edges : loudEdges };
  const all =
    detail === "nodes"
      ? takeMeshes(bundleOutside(wanted), graph, marks)
      : takeHubs(collapseGroups(wanted).edges, boxIds(graph), marks);
  const edges = [...all].sort(mostTellingFirst).slice(0, mostEdges[detail]);
  return {
    edges: edges.reverse(),
    quiet: drawQuiet ? 0 : quiet,
    others: all.length - edges.length,
    marks: marks.byBox,
  };
}

// Which edges a drawing shows: enough to see what matters, few enough to see it.
import {
  collapseGroups,
  edgeSize,
  graphSize,
  singleEdges,
  type Graph,
  type GraphEdge,
} from "../../../core/index.ts";
import type { Detail } from "./layout.ts";

/** Edges between two ends each, and how many of the graph they leave out. */
export interface DrawnEdges {
  readonly edges: readonly GraphEdge[];
  /** Muted ones: those a reader expects. */
  readonly quiet: number;
  readonly others: number;
}

const mostNodes = 44;
const mostOpenNodes = 450;
const mostQuiet = 24;
const mostEdges = { nodes: 160, boxes: 130, overview: 0 } as const;

function sizeOf(edges: readonly GraphEdge[]): number {
  return edges.reduce((sum, edge) => sum + edgeSize(edge), 0);
}

/** How much of a graph can be drawn at once and still be read. */
export function detailOf(graph: Graph): Detail {
  const inside = graph.nodes.filter(({ group }) => group !== undefined).length;
  const loud = sizeOf(graph.edges.filter(({ tone }) => tone !== "muted"));
  if (inside <= mostNodes && loud <= mostEdges.nodes) return "nodes";
  return inside <= mostOpenNodes ? "boxes" : "overview";
}

const order = ["bad", "warning", "strong", undefined, "good", "muted"];

function mostTellingFirst(a: GraphEdge, b: GraphEdge): number {
  return order.indexOf(a.tone) - order.indexOf(b.tone) || (b.weight ?? 1) - (a.weight ?? 1);
}

/** The edges drawn at a level of detail. */
export function drawnEdges(graph: Graph, detail: Detail): DrawnEdges {
  const quietEdges = graph.edges.filter(({ tone }) => tone === "muted");
  const loudEdges = graph.edges.filter(({ tone }) => tone !== "muted");
  if (detail === "overview") return { edges: [], quiet: sizeOf(quietEdges), others: sizeOf(loudEdges) };
  const quiet = sizeOf(quietEdges);
  const drawQuiet = detail === "nodes" && quiet <= mostQuiet;
  const wanted: Graph = { ...graph, edges: drawQuiet ? graph.edges : loudEdges };
  const coarse = detail === "nodes" ? wanted : collapseGroups(wanted);
  const single = [...singleEdges(coarse)].map(({ from, to, edge }): GraphEdge => ({ ...edge, from: [from], to: [to] }));
  const edges = single.sort(mostTellingFirst).slice(0, mostEdges[detail]);
  const others = detail === "nodes" ? graphSize(wanted) - edges.length : single.length - edges.length;
  return { edges: edges.reverse(), quiet: drawQuiet ? 0 : quiet, others };
}

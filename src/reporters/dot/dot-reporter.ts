// Graphs of documents in the DOT language, for Graphviz and what reads its files.
import {
  boundGraph,
  nodesByGroup,
  plainText,
  singleEdges,
  type Cell,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type GraphNodeKind,
} from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";

/** More than Graphviz lays out in a minute. */
const mostEdges = 2000;
const longestText = 300;

/**
 * A quoted string that shows what it holds. Backslashes are doubled, as \N, \G and \l are placeholders; `&` is an entity,
 * as Graphviz reads those in labels.
 */
function quoted(text: string): string {
  const shown = plainText(text, longestText).replaceAll("&", "&amp;").replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${shown}"`;
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  const written = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${typeof value === "number" ? value : quoted(value)}`,
  );
  return written.length === 0 ? "" : ` [${written.join(", ")}]`;
}

type Tone = NonNullable<Cell["tone"]>;

/** Not by colour alone: what is alarming has a dashed or thick line, too. */
const looks: Readonly<Record<Tone, Readonly<Record<string, string | number>>>> = {
  bad: { style: "filled,dashed", color: "#9c1239", fillcolor: "#fde6ec", penwidth: 3 },
  warning: { style: "filled,dashed", color: "#74510a", fillcolor: "#fbf1c8", penwidth: 2 },
  good: { style: "filled", color: "#17603a", fillcolor: "#def4e4" },
  muted: { style: "filled", color: "#9db0b6", fillcolor: "#f2f5f5" },
  strong: { penwidth: 3 },
};

const shapes: Readonly<Record<GraphNodeKind, string>> = {
  workload: "box",
  group: "tab",
  internet: "doublecircle",
  metadata: "octagon",
  "control-plane": "hexagon",
  host: "box3d",
  address: "ellipse",
};

const edgeColours: Readonly<Record<Tone, string>> = {
  bad: "#9c1239",
  warning: "#93360a",
  good: "#17603a",
  muted: "#9db0b6",
  strong: "#152023",
};

function nodeLine(node: GraphNode, names: ReadonlyMap<string, string>, margin: string): string {
  const look = node.tone === undefined ? {} : looks[node.tone];
  const values = { label: node.label, shape: shapes[node.kind], tooltip: node.note, ...look };
  return `${margin}${names.get(node.id) ?? "n"}${attributes(values)};\n`;
}

function edgeLook({ label, tone, weight = 1 }: GraphEdge): string {
  const penwidth = weight > 1 ? Math.round(10 * Math.min(6, 1 + Math.log10(weight))) / 10 : undefined;
  return attributes({ label, color: tone === undefined ? undefined : edgeColours[tone], penwidth });
}

function* graphText(title: string, whole: Graph): Iterable<string> {
  const { graph, collapsed, omitted } = boundGraph(whole, mostEdges);
  const names = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const notes = [
    ...(collapsed ? ["boxes stand for all that is in them"] : []),
    ...(omitted > 0 ? [`${omitted} more connections are left out`] : []),
  ];
  yield "digraph plimsoll {\n";
  yield `  graph${attributes({ label: [title, ...notes].join("; "), labelloc: "t", rankdir: "LR", compound: "true", fontname: "sans-serif" })};\n`;
  yield `  node${attributes({ fontname: "sans-serif", fontsize: 11 })};\n  edge${attributes({ fontname: "sans-serif", fontsize: 9 })};\n`;
  for (const node of graph.nodes) if (node.group === undefined) yield nodeLine(node, names, "  ");
  const inside = nodesByGroup(graph);
  for (const [index, group] of graph.groups.entries()) {
    yield `  subgraph cluster_${index} {\n    graph${attributes({ label: group.label, tooltip: group.note })};\n`;
    for (const node of inside.get(group.id) ?? []) yield nodeLine(node, names, "    ");
    yield "  }\n";
  }
  yield* edgeLines(graph, names);
  yield "}\n";
}

function* edgeLines(graph: Graph, names: ReadonlyMap<string, string>): Iterable<string> {
  for (const { from, to, edge } of singleEdges(graph)) {
    const [source, target] = [names.get(from), names.get(to)];
    if (source !== undefined && target !== undefined) yield `  ${source} -> ${target}${edgeLook(edge)};\n`;
  }
}

/** The first graph of a document; boxes collapse beyond 2,000 edges. */
export const dotReporter: Reporter = {
  name: "dot",
  extension: "dot",
  mediaType: "text/vnd.graphviz; charset=utf-8",
  document: (document) => {
    const graph = document.blocks.find((block) => block.type === "graph");
    return graph === undefined ? undefined : graphText(document.title, graph);
  },
};

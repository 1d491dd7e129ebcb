// Graphs as Mermaid flowcharts.
import {
  nodesByGroup,
  plainText,
  singleEdges,
  type Graph,
  type GraphNode,
  type GraphNodeKind,
} from "../../core/index.ts";

const longestLabel = 200;

/** What stands for itself. The rest could be Mermaid's, its Markdown's (also `fa:fa-x` icons), or HTML. */
const inert = /[\p{L}\p{N} ./,→…()+-]/u;
/** Where Mermaid's Markdown sees a list and refuses it. */
const listStart = /^\s*(?:[-+]|\d+[.)])/;

function entities(text: string): string {
  return Array.from(text, (character) => `#${character.codePointAt(0) ?? 0};`).join("");
}

/** Text within quotes, all of it shown: what could act is a character entity, which Mermaid writes `#NN;`. */
function quoted(text: string): string {
  const shown = plainText(text, longestLabel);
  const [start = ""] = listStart.exec(shown) ?? [];
  const rest = Array.from(shown.slice(start.length), (character) =>
    inert.test(character) ? character : entities(character),
  );
  const whole = entities(start) + rest.join("");
  return whole.trim() === "" ? '"#32;"' : `"${whole}"`;
}

const shapes: Readonly<Record<GraphNodeKind, readonly [string, string]>> = {
  workload: ["[", "]"],
  group: ["[[", "]]"],
  internet: ["((", "))"],
  metadata: ["{{", "}}"],
  "control-plane": ["[/", "/]"],
  host: ["[(", ")]"],
  address: ["([", "])"],
};

const classes = [
  "classDef bad fill:#fde6ec,stroke:#9c1239,stroke-width:3px,stroke-dasharray:5 3,color:#152023",
  "classDef warning fill:#fbf1c8,stroke:#74510a,stroke-width:2px,stroke-dasharray:5 3,color:#152023",
  "classDef good fill:#def4e4,stroke:#17603a,color:#152023",
  "classDef muted fill:#f2f5f5,stroke:#9db0b6,color:#152023",
  "classDef strong stroke-width:3px",
];

function nodeLine(node: GraphNode, names: ReadonlyMap<string, string>, margin: string): string {
  const [open, close] = shapes[node.kind];
  const tone = node.tone === undefined ? "" : `:::${node.tone}`;
  return `${margin}${names.get(node.id) ?? "n"}${open}${quoted(node.label)}${close}${tone}\n`;
}

/**
 * A flowchart. Nodes are named n0, n1 … by their place, so that no name of a cluster is one of Mermaid's words, and no
 * directive can be written.
 */
export function* mermaidText(graph: Graph): Iterable<string> {
  const { groups, nodes } = graph;
  const boxes = nodesByGroup(graph);
  yield "flowchart LR\n";
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  for (const node of nodes) if (node.group === undefined) yield nodeLine(node, names, "  ");
  for (const [index, group] of groups.entries()) {
    const inside = boxes.get(group.id) ?? [];
    if (inside.length === 0) continue;
    yield `  subgraph g${index}[${quoted(group.label)}]\n`;
    for (const node of inside) yield nodeLine(node, names, "    ");
    yield "  end\n";
  }
  for (const { from, to, edge } of singleEdges(graph)) {
    const label = edge.label === undefined ? "" : `|${quoted(edge.label)}|`;
    const arrow = edge.tone === "bad" || edge.tone === "warning" ? "==>" : "-->";
    const [source, target] = [names.get(from), names.get(to)];
    if (source !== undefined && target !== undefined) yield `  ${source} ${arrow}${label} ${target}\n`;
  }
  yield classes.map((line) => `  ${line}\n`).join("");
}

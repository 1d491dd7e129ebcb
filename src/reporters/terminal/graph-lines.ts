// Graphs in the terminal: their edges, one line for many that are alike.
import { edgeSize, fullNames, graphSize, plainText, type Graph, type GraphEdge } from "../../core/index.ts";
import { paragraph, type Page } from "./page.ts";

const mostLines = 40;
const mostLinesVerbose = 1000;
const mostNames = 3;

function names(ids: readonly string[], labels: ReadonlyMap<string, string>): string {
  const shown = ids.slice(0, mostNames).map((id) => plainText(labels.get(id) ?? id, 120));
  const rest = ids.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

const order = ["bad", "warning", "strong", undefined, "good", "muted"];

function alarmingFirst(a: GraphEdge, b: GraphEdge): number {
  return order.indexOf(a.tone) - order.indexOf(b.tone);
}

/** The edges, the alarming ones first; what does not fit is counted. */
export function* graphLines(page: Page, graph: Graph): Iterable<string> {
  const labels = fullNames(graph);
  const edges = graph.edges.filter((edge) => edgeSize(edge) > 0).sort(alarmingFirst);
  const shown = edges.slice(0, page.verbose ? mostLinesVerbose : mostLines);
  for (const edge of shown) {
    const label = edge.label === undefined ? "" : `: ${edge.label}`;
    const text = `${names(edge.from, labels)} → ${names(edge.to, labels)}${label}`;
    yield paragraph(page, text, { indent: 4, label: "  •", style: edge.tone });
  }
  if (edges.length === 0) yield paragraph(page, "Nothing is connected.", { indent: 2 });
  const rest = graphSize({ ...graph, edges: edges.slice(shown.length) });
  if (rest > 0) {
    const how = page.verbose ? "" : ", --verbose shows more lines";
    yield paragraph(page, `… and ${rest} more connections: -o json, csv or html has them${how}`, {
      indent: 2,
      style: "muted",
    });
  }
}

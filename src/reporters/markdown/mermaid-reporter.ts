// Graphs of documents as Mermaid, for pages and tools that draw it.
import { boundGraph, plainText, type Document, type Graph } from "../../core/index.ts";
import type { Reporter } from "../reporter.ts";
import { mermaidText } from "./mermaid-text.ts";

/** Mermaid refuses more than 500 edges unless its page is configured otherwise. */
const mostEdges = 500;

/** Mermaid reads `%%{` as a directive; a brace never follows the signs of ours. */
function comment(text: string): string {
  return `%% ${plainText(text, 300).replaceAll(/[{}%]/g, " ")}\n`;
}

function* graphText(title: string, graph: Graph): Iterable<string> {
  const { graph: bounded, collapsed, omitted } = boundGraph(graph, mostEdges);
  const [first = "", ...rest] = mermaidText(bounded);
  yield first;
  yield comment(title);
  if (collapsed) yield comment("boxes stand for all that is in them, as there are too many connections to draw each");
  if (omitted > 0) yield comment(`${omitted} more connections are left out`);
  yield* rest;
}

/** The first graph of a document; at most 500 edges, which is what Mermaid draws. */
export const mermaidReporter: Reporter = {
  name: "mermaid",
  extension: "mmd",
  mediaType: "text/vnd.mermaid; charset=utf-8",
  document: (document: Document) => {
    const graph = document.blocks.find((block) => block.type === "graph");
    return graph === undefined ? undefined : graphText(document.title, graph);
  },
};

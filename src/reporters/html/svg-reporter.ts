// Graphs of documents as a drawing of their own.
import type { Reporter } from "../reporter.ts";
import { drawGraph, firstView } from "./graph/draw-graph.ts";
import { svgText } from "./graph/svg-text.ts";
import { graphStyle } from "./page-assets.ts";

/** The first graph of a document, static: no script, no link, no request; follows the reader's light or dark. */
export const svgReporter: Reporter = {
  name: "svg",
  extension: "svg",
  mediaType: "image/svg+xml",
  document: ({ title, blocks }) => {
    const graph = blocks.find((block) => block.type === "graph");
    return graph === undefined ? undefined : svgText(drawGraph(graph, firstView(graph, "")), title, graphStyle);
  },
};

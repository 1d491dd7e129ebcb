// A graph on a page: the drawing for every reader, and the data with which the script lets one explore it.
import { plainText, type Graph } from "../../core/index.ts";
import { drawGraph, firstView } from "./graph/draw-graph.ts";
import { packGraph } from "./graph/pack-graph.ts";
import { svgText } from "./graph/svg-text.ts";
import { html, Markup, scriptJson } from "./markup.ts";

function tools(id: string): Markup {
  return html`<form class="tools" role="search" aria-label="Map" hidden>
    <label class="search" for="${id}-q"
      ><span class="label">Find</span
      ><input type="search" id="${id}-q" placeholder="name, or part of one" autocomplete="off" spellcheck="false"
    /></label>
    <button type="button" data-do="open" hidden>Open all</button>
    <button type="button" data-do="close" hidden>Close all</button>
    <button type="button" data-do="out" aria-label="Smaller">−</button>
    <button type="button" data-do="in" aria-label="Larger">+</button>
    <button type="button" data-do="whole">Whole map</button>
    <p class="result" role="status" aria-live="polite"></p>
  </form>`;
}

/** The drawing as a figure. Without the script it is an image; titles of its shapes still show. */
export function graphSection(graph: Graph, index: number, title: string): Markup {
  const id = `map-${index}`;
  const drawing = new Markup([...svgText(drawGraph(graph, firstView(graph, `${id}-`)), title)].join(""));
  return html`<section class="map" id="${id}" aria-label="Map">
    ${tools(id)}
    <div class="stage">${drawing}</div>
    <div class="panel" hidden></div>
  </section>`;
}

/** The graph for the script. Names are safe to show, as the script shows them as they are. */
export function* graphData(graph: Graph, index: number): Iterable<string> {
  yield `<script type="application/json" id="map-${index}-data">`;
  yield scriptJson(packGraph(graph, (text) => plainText(text, 1000)));
  yield "</script>\n";
}

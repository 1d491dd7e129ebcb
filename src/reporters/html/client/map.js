// A map one can explore: boxes open and close, nodes show their edges, names are found.
import { fullNames, nodesByGroup } from "../../../core/index.ts";
import { drawGraph, edgeShape, firstView } from "../graph/draw-graph.ts";
import { unpackGraph } from "../graph/pack-graph.ts";
import { routePath } from "../graph/routes.ts";
import { showPanel } from "./map-panel.js";
import { peerFinder } from "./map-peers.js";
import { makeSearch } from "./map-search.js";
import { makeZoom } from "./map-zoom.js";
import { svgElement } from "./svg-elements.js";

/**
 * @typedef {import("../../../core/index.ts").Graph} Graph
 * @typedef {import("../graph/draw-graph.ts").Drawing} Drawing
 * @typedef {import("./map-peers.js").Peer} Peer
 * @typedef {ReturnType<typeof knowledgeOf>} Knowledge
 */

/** More lines than this at once show nothing. */
const mostFocusLines = 400;

/** @param {Graph} graph */
function knowledgeOf(graph) {
  const inside = nodesByGroup(graph);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const groups = new Map(graph.groups.map((group) => [group.id, group]));
  const names = fullNames(graph);
  return {
    graph,
    groups,
    /** @param {string} id */
    members: (id) => (groups.has(id) ? new Set((inside.get(id) ?? []).map((node) => node.id)) : new Set([id])),
    /** @param {string} id */
    groupOf: (id) => nodes.get(id)?.group,
    /** @param {string} id */
    nameOf: (id) => groups.get(id)?.label ?? names.get(id) ?? id,
    /** @param {string} id */
    noteOf: (id) => (groups.get(id) ?? nodes.get(id))?.note ?? "",
    /** @param {string} id */
    placeOf: (id) => {
      const { label = id, group } = nodes.get(id) ?? {};
      const groupSize = group === undefined ? 1 : (inside.get(group) ?? []).length;
      return { name: label, group: group === undefined ? "" : (groups.get(group)?.label ?? ""), groupSize };
    },
    peersOf: peerFinder(graph),
  };
}

/**
 * Lines to the peers of a node: one to each place where something is drawn.
 * @param {Knowledge} known @param {Drawing} drawing @param {string} id @param {string} prefix
 */
function focusLines(known, drawing, id, prefix) {
  const peers = known.peersOf(known.members(id));
  const own = drawing.anchors.get(id);
  const near = new Set([id]);
  /** @type {Map<string, SVGElement>} */
  const lines = new Map();
  /** @type {(peer: Peer, out: boolean) => void} */
  const add = (peer, out) => {
    const group = known.groupOf(peer.id);
    const shown = drawing.anchors.has(peer.id) ? peer.id : group;
    near.add(peer.id);
    if (group !== undefined) near.add(group);
    const other = shown === undefined ? undefined : drawing.anchors.get(shown);
    const key = `${out} ${shown}`;
    if (own === undefined || other === undefined || shown === id || lines.has(key) || lines.size >= mostFocusLines) return;
    const path = out ? routePath(own, other) : routePath(other, own);
    const title = `${known.nameOf(out ? id : peer.id)} → ${known.nameOf(out ? peer.id : id)}: ${peer.edge.label ?? ""}`;
    lines.set(key, svgElement(edgeShape(path, peer.look, title, {}, prefix)));
  };
  for (const peer of peers.out) add(peer, true);
  for (const peer of peers.in) add(peer, false);
  const ownGroup = known.groupOf(id);
  if (ownGroup !== undefined) near.add(ownGroup);
  return { peers, near, lines: [...lines.values()] };
}

/** @param {Element} item */
function idOf(item) {
  return item.getAttribute("data-id") ?? item.getAttribute("data-group") ?? "";
}

/** @param {HTMLElement} section */
export function startMap(section) {
  const data = document.getElementById(`${section.id}-data`);
  const svg = section.querySelector("svg");
  const panel = section.querySelector(".panel");
  const tools = section.querySelector(".tools");
  if (data === null || svg === null || !(panel instanceof HTMLElement) || !(tools instanceof HTMLElement)) return;
  const known = knowledgeOf(unpackGraph(JSON.parse(data.textContent ?? "")));
  runMap({ section, svg, panel, tools }, known);
}

/**
 * @typedef {{ section: HTMLElement, svg: SVGSVGElement, panel: HTMLElement, tools: HTMLElement }} Parts
 */

/** @param {Parts} parts @param {Knowledge} known */
function runMap({ section, svg, panel, tools }, known) {
  const prefix = `${section.id}-`;
  const first = firstView(known.graph, prefix);
  const folds = first.detail !== "nodes";
  const opened = new Set(first.open("") ? known.groups.keys() : []);
  const zoom = makeZoom(svg);
  const name = svg.querySelector("title");
  /** @type {Drawing} */
  let drawing;
  /** @type {Element[]} */
  let items = [];
  let current = "";
  let pinned = "";

  function draw() {
    drawing = drawGraph(known.graph, { ...first, folds, open: (group) => opened.has(group) });
    svg.replaceChildren(...(name === null ? [] : [name]), ...drawing.shapes.map(svgElement));
    items = [...svg.querySelectorAll("[data-id],[data-group]")];
    for (const item of items) describe(item);
    rove(current);
    zoom.resize(drawing.width, drawing.height);
    search.mark();
    if (pinned !== "") focus(pinned);
  }

  /** @param {Element} item */
  function describe(item) {
    const id = idOf(item);
    const note = known.noteOf(id);
    item.setAttribute("role", "button");
    item.setAttribute("tabindex", "-1");
    item.setAttribute("aria-label", `${known.nameOf(id)}${note === "" ? "" : `: ${note}`}`);
    if (folds && known.groups.has(id)) item.setAttribute("aria-expanded", String(opened.has(id)));
  }

  /** One item at a time is a stop of the Tab key. @param {string} id */
  function rove(id) {
    const item = items.find((one) => idOf(one) === id) ?? items[0];
    for (const one of items) if (one.getAttribute("tabindex") === "0") one.setAttribute("tabindex", "-1");
    item?.setAttribute("tabindex", "0");
    current = item === undefined ? "" : idOf(item);
    return item;
  }

  /** @param {string} id */
  function focus(id) {
    const { peers, near, lines } = focusLines(known, drawing, id, prefix);
    svg.querySelector(".focus-edges")?.replaceChildren(...lines);
    svg.classList.add("focused");
    for (const item of items) {
      item.classList.toggle("near", near.has(idOf(item)));
      item.classList.toggle("chosen", idOf(item) === pinned);
      if (item.hasAttribute("data-group")) item.parentElement?.classList.toggle("near", near.has(idOf(item)));
    }
    showPanel(panel, known.nameOf(id), known.noteOf(id), peers, known.placeOf);
  }

  function unfocus() {
    if (pinned !== "") return focus(pinned);
    svg.querySelector(".focus-edges")?.replaceChildren();
    svg.classList.remove("focused");
    for (const item of items) item.classList.remove("chosen");
    panel.hidden = true;
  }

  /** @param {string} id */
  function choose(id) {
    if (folds && known.groups.has(id)) {
      if (!opened.delete(id)) opened.add(id);
      draw();
      const item = rove(id);
      if (item instanceof SVGElement) item.focus({ preventScroll: true });
    } else {
      pinned = pinned === id ? "" : id;
      focus(id);
      if (pinned === "") unfocus();
    }
  }

  /** Opens the box of a node and goes to it. @param {string} id */
  function goTo(id) {
    const group = known.groupOf(id);
    if (folds && group !== undefined && !opened.has(group)) {
      opened.add(group);
      draw();
    }
    pinned = id;
    const item = rove(id);
    focus(id);
    if (item instanceof SVGElement) item.focus();
  }

  const search = makeSearch(tools, known, () => items, goTo);

  /** @param {number} step */
  function step(step) {
    const at = items.findIndex((one) => idOf(one) === current);
    const item = rove(idOf(items[Math.max(0, Math.min(items.length - 1, at + step))] ?? svg));
    if (item instanceof SVGElement) item.focus();
  }

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => step(1),
    ArrowRight: () => step(1),
    ArrowUp: () => step(-1),
    ArrowLeft: () => step(-1),
    Home: () => step(-items.length),
    End: () => step(items.length),
    Enter: () => choose(current),
    " ": () => choose(current),
    Escape: () => {
      pinned = "";
      unfocus();
    },
    "+": () => zoom.by(1.25),
    "-": () => zoom.by(0.8),
    0: zoom.whole,
  };
  svg.addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });

  /** @param {Event} event */
  function itemOf(event) {
    return event.target instanceof Element ? (event.target.closest("[data-id],[data-group]") ?? undefined) : undefined;
  }
  svg.addEventListener("click", (event) => {
    const item = itemOf(event);
    if (item === undefined) keys["Escape"]?.();
    else {
      current = idOf(item);
      choose(current);
    }
  });
  for (const kind of /** @type {const} */ (["pointerover", "focusin"])) {
    svg.addEventListener(kind, (event) => {
      const item = itemOf(event);
      if (item === undefined) return unfocus();
      if (kind === "focusin") current = idOf(item);
      if (pinned === "" || kind === "focusin") focus(idOf(item));
    });
  }
  svg.addEventListener("pointerleave", unfocus);

  /** @type {Record<string, () => void>} */
  const buttons = {
    in: () => zoom.by(1.4),
    out: () => zoom.by(1 / 1.4),
    whole: zoom.whole,
    open: () => {
      for (const group of known.groups.keys()) opened.add(group);
      draw();
    },
    close: () => {
      opened.clear();
      draw();
    },
  };
  for (const button of tools.querySelectorAll("button")) {
    button.addEventListener("click", () => buttons[button.dataset["do"] ?? ""]?.());
    if (folds) button.hidden = false;
  }
  tools.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeprint", () => {
    keys["Escape"]?.();
    zoom.whole();
  });
  tools.hidden = false;
  section.classList.add("live");
  svg.setAttribute("role", "group");
  draw();
}

// A map one can explore: boxes open and close, nodes show their edges, names are found.
import { drawGraph, firstView } from "../graph/draw-graph.ts";
import { unpackGraph } from "../graph/pack-graph.ts";
import { focusOn } from "./map-focus.js";
import { knowledgeOf } from "./map-knowledge.js";
import { showPanel } from "./map-panel.js";
import { makeSearch } from "./map-search.js";
import { Zoom } from "./map-zoom.js";
import { svgElement } from "./svg-elements.js";

/**
 * @typedef {import("../graph/draw-graph.ts").Drawing} Drawing
 * @typedef {import("./map-knowledge.js").Knowledge} Knowledge
 * @typedef {{ section: HTMLElement, svg: SVGSVGElement, panel: HTMLElement, tools: HTMLElement }} Parts
 */

/** @param {Element | undefined} item */
function idOf(item) {
  return item?.getAttribute("data-id") ?? item?.getAttribute("data-group") ?? "";
}

/** @param {Element | undefined} item */
function moveTo(item) {
  if (item instanceof SVGElement) item.focus();
}

/** @param {Event} event */
function itemOf({ target }) {
  return target instanceof Element ? (target.closest("[data-id],[data-group]") ?? undefined) : undefined;
}

class MapView {
  /** @type {Drawing | undefined} */
  #drawing;
  /** @type {Element[]} */
  #items = [];
  #current = "";
  #pinned = "";

  /** @param {Parts} parts @param {Knowledge} known */
  constructor(parts, known) {
    this.parts = parts;
    this.known = known;
    this.prefix = `${parts.section.id}-`;
    this.first = firstView(known.graph, this.prefix);
    this.folds = this.first.detail !== "nodes" && known.groups.size > 0;
    this.opened = new Set(this.first.open("") ? known.groups.keys() : []);
    this.name = parts.svg.querySelector("title") ?? undefined;
    this.zoom = new Zoom(parts.svg);
    this.search = makeSearch(
      parts.tools,
      known,
      () => this.#items,
      (id) => this.goTo(id),
    );
  }

  draw() {
    const { svg } = this.parts;
    const view = { ...this.first, folds: this.folds, open: (/** @type {string} */ group) => this.opened.has(group) };
    this.#drawing = drawGraph(this.known.graph, view);
    const { shapes, width, height } = this.#drawing;
    svg.replaceChildren(...(this.name === undefined ? [] : [this.name]), ...shapes.map(svgElement));
    this.#items = [...svg.querySelectorAll("[data-id],[data-group]")];
    for (const item of this.#items) this.#describe(item);
    this.rove(this.#current);
    this.zoom.resize(width, height);
    this.search.mark();
    this.unfocus();
  }

  /** @param {Element} item */
  #describe(item) {
    const id = idOf(item);
    const note = this.known.noteOf(id);
    item.setAttribute("role", "button");
    item.setAttribute("tabindex", "-1");
    item.setAttribute("aria-label", `${this.known.nameOf(id)}${note === "" ? "" : `: ${note}`}`);
    if (this.folds && this.known.groups.has(id)) item.setAttribute("aria-expanded", String(this.opened.has(id)));
  }

  /** One item at a time is a stop of the Tab key. @param {string} id */
  rove(id) {
    const item = this.#items.find((one) => idOf(one) === id) ?? this.#items[0];
    for (const one of this.#items) if (one.getAttribute("tabindex") === "0") one.setAttribute("tabindex", "-1");
    item?.setAttribute("tabindex", "0");
    this.#current = idOf(item);
    return item;
  }

  /** @param {number} by */
  step(by) {
    const at = this.#items.findIndex((one) => idOf(one) === this.#current);
    const next = Math.max(0, Math.min(this.#items.length - 1, at + by));
    moveTo(this.rove(idOf(this.#items[next])));
  }

  /** @param {string} id */
  focus(id) {
    if (this.#drawing === undefined) return;
    const { peers, near, lines } = focusOn(this.known, this.#drawing, id, this.prefix);
    const { svg, panel } = this.parts;
    svg.querySelector(".focus-edges")?.replaceChildren(...lines);
    svg.classList.add("focused");
    for (const item of this.#items) {
      const isNear = near.has(idOf(item));
      item.classList.toggle("near", isNear);
      item.classList.toggle("chosen", idOf(item) === this.#pinned);
      if (item.hasAttribute("data-group")) item.parentElement?.classList.toggle("near", isNear);
    }
    showPanel(panel, this.known.nameOf(id), this.known.noteOf(id), peers, this.known.placeOf);
  }

  /** Back to what is pinned, or to nothing. */
  unfocus() {
    if (this.#pinned !== "") return this.focus(this.#pinned);
    const { svg, panel } = this.parts;
    svg.querySelector(".focus-edges")?.replaceChildren();
    svg.classList.remove("focused");
    for (const item of this.#items) item.classList.remove("chosen");
    panel.hidden = true;
  }

  unpin() {
    this.#pinned = "";
    this.unfocus();
  }

  /** Opens or closes a box; pins a node, or lets it go. */
  choose(id = this.#current) {
    if (this.folds && this.known.groups.has(id)) {
      if (!this.opened.delete(id)) this.opened.add(id);
      this.draw();
      moveTo(this.rove(id));
      return;
    }
    this.#pinned = this.#pinned === id ? "" : id;
    this.unfocus();
  }

  /** Opens the box of a node and goes to it. @param {string} id */
  goTo(id) {
    const group = this.known.groupOf(id);
    this.#pinned = id;
    if (this.folds && group !== undefined && !this.opened.has(group)) {
      this.opened.add(group);
      this.draw();
    }
    const item = this.rove(id);
    this.focus(id);
    moveTo(item);
  }

  /** @param {boolean} open */
  openAll(open) {
    this.opened = new Set(open ? this.known.groups.keys() : []);
    this.draw();
  }

  /** @param {string} key */
  act(key) {
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => this.step(1),
      ArrowRight: () => this.step(1),
      ArrowUp: () => this.step(-1),
      ArrowLeft: () => this.step(-1),
      Home: () => this.step(-this.#items.length),
      End: () => this.step(this.#items.length),
      Enter: () => this.choose(),
      " ": () => this.choose(),
      Escape: () => this.unpin(),
      "+": () => this.zoom.by(1.25),
      "-": () => this.zoom.by(0.8),
      0: () => this.zoom.whole(),
    };
    keys[key]?.();
    return key in keys;
  }

  /** @param {Event} event */
  pointed(event) {
    const item = itemOf(event);
    if (item === undefined) this.unfocus();
    else if (event.type === "focusin") {
      this.rove(idOf(item));
      this.focus(idOf(item));
    } else if (this.#pinned === "") this.focus(idOf(item));
  }

  /** @param {Event} event */
  clicked(event) {
    const item = itemOf(event);
    if (item === undefined) this.unpin();
    else this.choose(idOf(this.rove(idOf(item))));
  }
}

/** @param {MapView} view @param {HTMLElement} tools */
function connectButtons(view, tools) {
  /** @type {Record<string, () => void>} */
  const buttons = {
    in: () => view.zoom.by(1.4),
    out: () => view.zoom.by(1 / 1.4),
    whole: () => view.zoom.whole(),
    open: () => view.openAll(true),
    close: () => view.openAll(false),
  };
  for (const button of tools.querySelectorAll("button")) {
    button.addEventListener("click", () => buttons[button.dataset["do"] ?? ""]?.());
    if (view.folds) button.hidden = false;
  }
  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.hidden = false;
}

/** @param {MapView} view @param {SVGSVGElement} svg */
function connectDrawing(view, svg) {
  svg.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && view.act(event.key)) event.preventDefault();
  });
  svg.addEventListener("click", (event) => {
    if (!view.zoom.dragged) view.clicked(event);
  });
  for (const kind of ["pointerover", "focusin"]) svg.addEventListener(kind, (event) => view.pointed(event));
  svg.addEventListener("pointerleave", () => view.unfocus());
  svg.setAttribute("role", "group");
}

/** @param {HTMLElement} section */
export function startMap(section) {
  const data = document.getElementById(`${section.id}-data`);
  const [svg, panel, tools] = [".stage svg", ".panel", ".tools"].map((name) => section.querySelector(name));
  if (!(svg instanceof SVGSVGElement) || !(panel instanceof HTMLElement) || !(tools instanceof HTMLElement)) return;
  const known = knowledgeOf(unpackGraph(JSON.parse(data?.textContent ?? "")));
  const view = new MapView({ section, svg, panel, tools }, known);
  connectButtons(view, tools);
  connectDrawing(view, svg);
  addEventListener("beforeprint", () => {
    view.unpin();
    view.zoom.whole();
  });
  section.classList.add("live");
  view.draw();
}

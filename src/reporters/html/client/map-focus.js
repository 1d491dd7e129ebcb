// The lines of one node or box on a map, and everything near it.
import { edgeShape } from "../graph/draw-graph.ts";
import { routePath } from "../graph/routes.ts";
import { svgElement } from "./svg-elements.js";

/**
 * @typedef {import("../graph/draw-graph.ts").Drawing} Drawing
 * @typedef {import("./map-knowledge.js").Knowledge} Knowledge
 * @typedef {import("./map-peers.js").Peer} Peer
 */

/** More lines than this at once show nothing. */
const mostLines = 400;

/**
 * Lines to the peers of a node: one to each place where something is drawn.
 * @param {Knowledge} known @param {Drawing} drawing @param {string} id @param {string} prefix
 */
export function focusOn(known, drawing, id, prefix) {
  const peers = known.peersOf(known.members(id));
  const own = drawing.anchors.get(id);
  const near = new Set([id, known.groupOf(id) ?? id]);
  /** @type {Map<string, SVGElement>} */
  const lines = new Map();
  /** @type {(peer: Peer, out: boolean) => void} */
  const add = (peer, out) => {
    const group = known.groupOf(peer.id);
    near.add(peer.id);
    if (group !== undefined) near.add(group);
    // What is expected is shown box by box: it would hide the rest.
    const shown = drawing.anchors.has(peer.id) && (peer.look !== "muted" || group === undefined) ? peer.id : group;
    const other = shown === undefined ? undefined : drawing.anchors.get(shown);
    const key = `${out} ${shown}`;
    if (own === undefined || other === undefined || shown === id || lines.has(key) || lines.size >= mostLines) return;
    const path = out ? routePath(own, other) : routePath(other, own);
    const title = `${known.nameOf(out ? id : peer.id)} → ${known.nameOf(out ? peer.id : id)}: ${peer.edge.label ?? ""}`;
    lines.set(key, svgElement(edgeShape(path, peer.look, title, peer.edge, prefix)));
  };
  for (const peer of peers.out) add(peer, true);
  for (const peer of peers.in) add(peer, false);
  return { peers, near, lines: [...lines.values()] };
}

// The panel under a map: what a chosen node reaches and is reached by, with ports.
import { element } from "./page.js";

/**
 * @typedef {import("./map-peers.js").Peer} Peer
 * @typedef {import("./map-peers.js").Peers} Peers
 * @typedef {{ name: string, group: string, groupSize: number }} Place
 */

const mostLines = 150;
/** More peers of one box with the same ports than this are one line. */
const mostNamed = 4;

/**
 * Lines of peers: those of one box with equal ports together.
 * @param {readonly Peer[]} peers
 * @param {(id: string) => Place} placeOf
 */
function linesOf(peers, placeOf) {
  /** @type {Map<string, { group: string, size: number, label: string, names: string[] }>} */
  const buckets = new Map();
  for (const { id, edge } of peers) {
    const { name, group, groupSize } = placeOf(id);
    const key = `${group}\n${edge.label ?? ""}`;
    const bucket = buckets.get(key) ?? { group, size: groupSize, label: edge.label ?? "", names: [] };
    bucket.names.push(name);
    buckets.set(key, bucket);
  }
  return [...buckets.values()].map(({ group, size, label, names }) => {
    const ports = label === "" ? "" : `: ${label}`;
    if (names.length <= mostNamed) return `${group === "" ? "" : `${group}/`}${names.join(", ")}${ports}`;
    return `${group}: ${names.length === size ? "all" : `${names.length} of`} ${size}${ports}`;
  });
}

/** @param {string} heading @param {readonly Peer[]} peers @param {(id: string) => Place} placeOf */
function way(heading, peers, placeOf) {
  const lines = linesOf(peers, placeOf);
  const rest = lines.length - mostLines;
  const list = element("ul", "", ...lines.slice(0, mostLines).map((line) => element("li", "", line)));
  if (rest > 0) list.append(element("li", "", `… and ${rest} more lines`));
  list.tabIndex = 0;
  list.setAttribute("aria-label", heading);
  return element("div", "", element("h4", "", `${heading} (${peers.length})`), peers.length === 0 ? undefined : list);
}

/**
 * @param {HTMLElement} panel
 * @param {string} title
 * @param {string} note
 * @param {Peers} peers
 * @param {(id: string) => Place} placeOf
 */
export function showPanel(panel, title, note, peers, placeOf) {
  panel.replaceChildren(
    element("h3", "", title),
    element("p", "facts", note),
    element("div", "ways", way("Reaches", peers.out, placeOf), way("Is reached by", peers.in, placeOf)),
  );
  panel.hidden = false;
}

// Who is connected to a node or a box, both ways.
import { edgeLooker } from "../graph/draw-graph.ts";

/**
 * @typedef {import("../../../core/index.ts").Graph} Graph
 * @typedef {import("../../../core/index.ts").GraphEdge} GraphEdge
 * @typedef {{ id: string, edge: GraphEdge, look: ReturnType<ReturnType<typeof edgeLooker>> }} Peer
 * @typedef {{ out: Peer[], in: Peer[] }} Peers
 */

/**
 * Answers who the peers of a node, or of all nodes of a box together, are; those of a box are outside of it.
 * @param {Graph} graph
 * @returns {(members: ReadonlySet<string>) => Peers}
 */
export function peerFinder(graph) {
  const lookOf = edgeLooker(graph);
  /** @type {(edges: readonly string[], members: ReadonlySet<string>) => string | undefined} */
  const memberOf = (ids, members) => ids.find((id) => members.has(id));
  /** @type {(found: Map<string, Peer>, ids: readonly string[], members: ReadonlySet<string>, near: string, edge: GraphEdge, out: boolean) => void} */
  const collect = (found, ids, members, near, edge, out) => {
    for (const id of ids) {
      if (members.has(id) || found.has(id)) continue;
      const ends = out ? { from: [near], to: [id] } : { from: [id], to: [near] };
      found.set(id, { id, edge, look: lookOf({ ...edge, ...ends }) });
    }
  };
  return (members) => {
    /** @type {Map<string, Peer>} */
    const targets = new Map();
    /** @type {Map<string, Peer>} */
    const sources = new Map();
    for (const edge of graph.edges) {
      const source = memberOf(edge.from, members);
      if (source !== undefined) collect(targets, edge.to, members, source, edge, true);
      const target = memberOf(edge.to, members);
      if (target !== undefined) collect(sources, edge.from, members, target, edge, false);
    }
    return { out: [...targets.values()], in: [...sources.values()] };
  };
}

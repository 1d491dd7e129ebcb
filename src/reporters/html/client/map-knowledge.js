// What a map's script knows of its graph: names, boxes and peers by id.
import { fullNames, nodesByGroup } from "../../../core/index.ts";
import { peerFinder } from "./map-peers.js";

/**
 * @typedef {import("../../../core/index.ts").Graph} Graph
 * @typedef {ReturnType<typeof knowledgeOf>} Knowledge
 */

/** @param {Graph} graph */
export function knowledgeOf(graph) {
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

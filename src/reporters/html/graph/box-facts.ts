// What the heading of a box says of its nodes: how many of each tone, and what outside they are connected to.
import type { Cell, Graph, GraphNode } from "../../../core/index.ts";

/** Tones that have a sign of their own. */
export const signTones = ["bad", "warning", "good"] as const;
export type SignTone = (typeof signTones)[number];

/** How many nodes have each tone. */
export function tallyOf(nodes: readonly GraphNode[]): Readonly<Record<SignTone, number>> {
  const tally = { bad: 0, warning: 0, good: 0 };
  for (const { tone } of nodes) if (tone === "bad" || tone === "warning" || tone === "good") tally[tone]++;
  return tally;
}

/** A connection of a box with something outside of all boxes. */
export interface OutsideLink {
  readonly label: string;
  readonly tone: Cell["tone"];
  /** Nodes of the box that are connected so, where that is counted. */
  readonly nodes?: number;
}

class LinkCounts {
  readonly byBox = new Map<string, Map<string, { label: string; tone: Cell["tone"]; nodes: number }>>();

  add(box: string, label: string, tone: Cell["tone"], nodes: number): void {
    const links = this.byBox.get(box) ?? new Map<string, { label: string; tone: Cell["tone"]; nodes: number }>();
    this.byBox.set(box, links);
    const link = links.get(label) ?? { label, tone, nodes: 0 };
    links.set(label, link);
    link.nodes += nodes;
  }
}

/** Alarming connections with what is outside, by the id of the box. Linear in the ends of those edges. */
export function outsideLinks({ nodes, edges }: Graph): ReadonlyMap<string, readonly OutsideLink[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const outside = (id: string): GraphNode | undefined => {
    const node = byId.get(id);
    return node?.group === undefined && node?.kind !== "group" ? node : undefined;
  };
  const counts = new LinkCounts();
  for (const { from, to, tone, weight = 1 } of edges) {
    if (tone !== "bad" && tone !== "warning") continue;
    for (const target of to.flatMap((id) => outside(id) ?? [])) {
      for (const id of from) counts.add(byId.get(id)?.group ?? id, `→ ${target.label}`, tone, weight);
    }
    for (const source of from.flatMap((id) => outside(id) ?? [])) {
      for (const id of to) counts.add(byId.get(id)?.group ?? id, `${source.label} →`, tone, weight);
    }
  }
  return new Map([...counts.byBox].map(([box, links]) => [box, [...links.values()]]));
}

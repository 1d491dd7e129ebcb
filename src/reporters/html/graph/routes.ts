// Edges as curves through the channel between the columns.
import type { Facing, Layout, Rect } from "./layout.ts";

/** Where edges of a node or box begin and end. */
export interface Anchor extends Rect {
  readonly facing: Facing;
}

/** Anchors of everything placed, by id. Nodes of closed boxes have none. */
export function anchorsOf({ boxes, outside }: Layout): Map<string, Anchor> {
  const anchors = new Map<string, Anchor>();
  for (const { node, facing, x, y, width, height } of outside) anchors.set(node.id, { x, y, width, height, facing });
  for (const { group, facing, x, y, width, height, inside } of boxes) {
    anchors.set(group.id, { x, y, width, height: inside === undefined ? height : headingHeight, facing });
    // Routes of nodes leave from the edge of their box, so that they cross none of their neighbours.
    for (const placed of inside ?? [])
      anchors.set(placed.node.id, { x, y: placed.y, width, height: placed.height, facing });
  }
  return anchors;
}

/** Edges of an open box end at its heading. */
const headingHeight = 34;

interface End {
  readonly x: number;
  readonly y: number;
  readonly facing: Facing;
}

const apart = 4;
const spread = 30;

/** Ends of what leaves stand a little above those of what arrives. */
function endAt(anchor: Anchor, other: Anchor, leaves: boolean): End {
  const { x, y, width, height, facing } = anchor;
  if (facing === "left" || facing === "right") {
    return { x: facing === "right" ? x + width : x, y: y + height / 2 + (leaves ? -apart : apart), facing };
  }
  const towards = other.facing === "right" ? -1 : other.facing === "left" ? 1 : 0;
  return {
    x: x + width / 2 + towards * spread + (leaves ? -apart : apart),
    y: facing === "down" ? y + height : y,
    facing,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The point the curve leaves an end towards. */
function control({ x, y, facing }: End, reach: { readonly across: number; readonly along: number }): string {
  const dx = facing === "right" ? reach.across : facing === "left" ? -reach.across : 0;
  const dy = facing === "down" ? reach.along : facing === "up" ? -reach.along : 0;
  return `${round(x + dx)} ${round(y + dy)}`;
}

/** Path data of an edge. Ends of one column bend out and back; others swing across. */
export function routePath(from: Anchor, to: Anchor): string {
  const [start, end] = [endAt(from, to, true), endAt(to, from, false)];
  const [wide, high] = [Math.abs(end.x - start.x), Math.abs(end.y - start.y)];
  const sameSide = start.facing === end.facing;
  const across = sameSide ? Math.min(150, 34 + high * 0.3) : wide * 0.55;
  const along = sameSide ? Math.min(60, 20 + wide * 0.2) : Math.max(24, high * 0.55);
  const reach = { across, along };
  return `M${round(start.x)} ${round(start.y)}C${control(start, reach)} ${control(end, reach)} ${round(end.x)} ${round(end.y)}`;
}

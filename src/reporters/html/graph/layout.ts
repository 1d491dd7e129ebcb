// Where everything stands: boxes in two columns, a channel for edges between them, what is outside all boxes above and below.
import type { GraphGroup, GraphNode } from "../../../core/index.ts";

/** How much is drawn: every node and edge, boxes with nodes and edges between boxes, or boxes as tiles without edges. */
export type Detail = "nodes" | "boxes" | "overview";

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Which way a route leaves: into the channel from a side, or down and up from what stands in it. */
export type Facing = "right" | "left" | "down" | "up";

export interface PlacedNode extends Rect {
  readonly node: GraphNode;
  readonly facing: Facing;
}

export interface PlacedBox extends Rect {
  readonly group: GraphGroup;
  readonly nodes: readonly GraphNode[];
  readonly facing: Facing;
  /** Absent while the box is closed. */
  readonly inside?: readonly PlacedNode[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly outside: readonly PlacedNode[];
}

/** A box to be placed, and whether it is open. */
export interface BoxToPlace {
  readonly group: GraphGroup;
  readonly nodes: readonly GraphNode[];
  readonly open: boolean;
}

const margin = 24;
const gap = 14;
const headerHeight = 34;
const padding = 10;
const chipGap = 6;
const chipHeight = 26;
const columnWidths: Readonly<Record<Detail, number>> = { nodes: 330, boxes: 520, overview: 610 };
const outsideHeight = 44;
const outsideGap = 16;
const narrowestOutside = 140;

const channels: Readonly<Record<Detail, number>> = { nodes: 420, boxes: 320, overview: 170 };

/** One column where edges end at nodes; else as many as keep names readable. */
function columnsFor(detail: Detail, nodes: readonly GraphNode[]): number {
  if (detail === "nodes") return 1;
  const longest = nodes.reduce((length, { label }) => Math.max(length, label.length), 0);
  const fitting = Math.max(2, Math.floor(columnWidths[detail] / (longest * 6.4 + 44)));
  return Math.min(4, fitting, Math.max(1, Math.ceil(nodes.length / 3)));
}

/** Height of a box, open or closed. */
export function boxHeight(detail: Detail, { nodes, open }: BoxToPlace): number {
  if (!open) return headerHeight;
  const rows = Math.ceil(nodes.length / columnsFor(detail, nodes));
  return headerHeight + rows * (chipHeight + chipGap) - chipGap + padding;
}

function placeInside(detail: Detail, box: Rect, nodes: readonly GraphNode[], facing: Facing): PlacedNode[] {
  const columns = columnsFor(detail, nodes);
  const rows = Math.ceil(nodes.length / columns);
  const width = (box.width - 2 * padding - (columns - 1) * chipGap) / columns;
  return nodes.map((node, index) => ({
    node,
    facing,
    x: box.x + padding + Math.floor(index / rows) * (width + chipGap),
    y: box.y + headerHeight + (index % rows) * (chipHeight + chipGap),
    width,
    height: chipHeight,
  }));
}

function placeColumn(
  detail: Detail,
  boxes: readonly BoxToPlace[],
  x: number,
  top: number,
  facing: Facing,
): PlacedBox[] {
  let y = top;
  const width = columnWidths[detail];
  return boxes.map((box) => {
    const rect = { x, y, width, height: boxHeight(detail, box) };
    y += rect.height + (detail === "overview" && !box.open ? gap / 2 : gap);
    const { group, nodes, open } = box;
    return { ...rect, group, nodes, facing, ...(open ? { inside: placeInside(detail, rect, nodes, facing) } : {}) };
  });
}

function bottomOf(boxes: readonly Rect[], otherwise: number): number {
  return boxes.reduce((bottom, { y, height }) => Math.max(bottom, y + height), otherwise);
}

/** What stands outside, in rows no wider than the channel, so that edges to it stay in the channel. */
function placeOutside(nodes: readonly GraphNode[], channel: Rect, facing: Facing): PlacedNode[] {
  const outsidePerRow = channel.width < 2 * narrowestOutside ? 1 : 2;
  const width = (channel.width - (outsidePerRow + 1) * outsideGap) / outsidePerRow;
  const rows = Math.ceil(nodes.length / outsidePerRow);
  return nodes.map((node, index) => {
    const row = Math.floor(index / outsidePerRow);
    const inRow = row === rows - 1 ? nodes.length - row * outsidePerRow : outsidePerRow;
    const total = inRow * (width + outsideGap) - outsideGap;
    const x = channel.x + (channel.width - total) / 2 + (index % outsidePerRow) * (width + outsideGap);
    return { node, facing, x, y: channel.y + row * (outsideHeight + outsideGap), width, height: outsideHeight };
  });
}

/**
 * Places two columns of boxes, what comes from the outside world above the channel between them and the rest below it.
 * Nothing overlaps, and no edge has to cross a box. Linear.
 */
export function placeAll(
  detail: Detail,
  [left, right]: readonly [readonly BoxToPlace[], readonly BoxToPlace[]],
  outside: readonly GraphNode[],
): Layout {
  const column = columnWidths[detail];
  const width = 2 * margin + 2 * column + channels[detail];
  const above = outside.filter(({ kind }) => kind === "internet");
  const below = outside.filter(({ kind }) => kind !== "internet");
  const top = margin + (above.length > 0 ? outsideHeight + 2 * gap : 0);
  const boxes = [
    ...placeColumn(detail, left, margin, top, "right"),
    ...placeColumn(detail, right, width - margin - column, top, "left"),
  ];
  const bottom = bottomOf(boxes, top);
  const channel = { x: margin + column, y: margin, width: channels[detail], height: 0 };
  const placed = [
    ...placeOutside(above, channel, "down"),
    ...placeOutside(below, { ...channel, y: bottom + 2 * gap }, "up"),
  ];
  return { width, height: bottomOf(placed, bottom) + margin, boxes, outside: placed };
}

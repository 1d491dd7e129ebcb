// Nodes, boxes and their signs as shapes. A tone is never colour alone: it has a sign and a kind of line, too.
import type { Cell, GraphNode, GraphNodeKind } from "../../../core/index.ts";
import { signTones, tallyOf, type OutsideLink, type SignTone } from "./box-facts.ts";
import type { PlacedBox, PlacedNode, Rect } from "./layout.ts";
import { shape, type Shape } from "./shape.ts";

const characterWidth = 6.4;
const boldWidth = 7.4;

/** A name that fits, cut in its middle, as names that begin alike differ at the end. */
function fitted(text: string, width: number, perCharacter = characterWidth): string {
  const most = Math.max(3, Math.floor(width / perCharacter));
  const characters = Array.from(text.slice(0, 2000));
  if (characters.length <= most) return characters.join("");
  const tail = Math.floor((most - 1) * 0.4);
  return `${characters.slice(0, most - 1 - tail).join("")}…${characters.slice(characters.length - tail).join("")}`;
}

/** A full disc with a check mark, a half disc, or a broken ring with an exclamation mark. */
export function sign(tone: SignTone, x: number, y: number): Shape {
  const ring = shape("circle", { class: `ring tone-${tone}`, cx: x, cy: y, r: 5.5 });
  const mark = {
    good: `M${x - 2.5} ${y}l2 2 3.2-4`,
    warning: `M${x} ${y - 5.5}a5.5 5.5 0 0 1 0 11z`,
    bad: `M${x} ${y - 3}v3.4m0 1.6v.6`,
  }[tone];
  return shape("g", { class: "sign" }, ring, shape("path", { class: `mark tone-${tone}`, d: mark }));
}

function hasSign(tone: Cell["tone"]): tone is SignTone {
  return signTones.some((known) => known === tone);
}

function points(corners: readonly (readonly [number, number])[]): string {
  return corners.map(([x, y]) => `${x},${y}`).join(" ");
}

function outline(kind: GraphNodeKind, { x, y, width, height }: Rect): Shape {
  const [right, bottom, cut] = [x + width, y + height, 14];
  if (kind === "metadata") {
    const corners = [[x + cut, y], [right - cut, y], [right, y + cut], [right, bottom - cut], [right - cut, bottom], [x + cut, bottom], [x, bottom - cut], [x, y + cut]] as const; // prettier-ignore
    return shape("polygon", { class: "outline", points: points(corners) });
  }
  if (kind === "control-plane") {
    const middle = y + height / 2;
    const corners = [[x, middle], [x + cut, y], [right - cut, y], [right, middle], [right - cut, bottom], [x + cut, bottom]] as const; // prettier-ignore
    return shape("polygon", { class: "outline", points: points(corners) });
  }
  const rx = kind === "internet" ? height / 2 : kind === "host" ? 0 : 6;
  return shape("rect", { class: "outline", x, y, width, height, rx });
}

function titleOf({ label, note }: { readonly label: string; readonly note?: string }): Shape {
  return shape("title", {}, note === undefined ? label : `${label}: ${note}`);
}

function classOf(node: GraphNode): string {
  return `node kind-${node.kind}${node.tone === undefined ? "" : ` tone-${node.tone}`}`;
}

/** A node inside a box. */
function chip({ node, x, y, width, height }: PlacedNode): Shape {
  const { tone } = node;
  const indent = hasSign(tone) ? 24 : 10;
  const middle = y + height / 2;
  return shape(
    "g",
    { class: classOf(node), "data-id": node.id },
    titleOf(node),
    outline(node.kind, { x, y, width, height }),
    hasSign(tone) ? sign(tone, x + 13, middle) : undefined,
    shape("text", { x: x + indent, y: middle + 4 }, fitted(node.label, width - indent - 8)),
  );
}

/** A node outside of all boxes. */
export function outsideNode({ node, x, y, width, height }: PlacedNode): Shape {
  return shape(
    "g",
    { class: `${classOf(node)} outside`, "data-id": node.id },
    titleOf(node),
    outline(node.kind, { x, y, width, height }),
    shape(
      "text",
      { x: x + width / 2, y: y + height / 2 + 4.5, "text-anchor": "middle" },
      fitted(node.label, width - 24),
    ),
  );
}

const signWidth = 38;

/** How many nodes of each tone, from the right. */
function tallyShapes(nodes: readonly GraphNode[], right: number, y: number): readonly Shape[] {
  const tally = tallyOf(nodes);
  return signTones.map((tone, index) => {
    const x = right - (signTones.length - index) * signWidth;
    const dim = tally[tone] === 0 ? " none" : "";
    return shape(
      "g",
      { class: `tally${dim}` },
      sign(tone, x, y),
      shape("text", { x: x + 9, y: y + 4 }, String(tally[tone])),
    );
  });
}

/** Links as labels, from the right, and where they begin; what has no room is left to the tables. */
function linkShapes(
  links: readonly OutsideLink[],
  right: number,
  y: number,
  room: number,
): { shapes: Shape[]; left: number } {
  let x = right;
  const shapes = links.flatMap(({ label, tone, nodes }) => {
    const text = nodes === undefined ? label : `${fitted(label, 130)} ${nodes}`;
    const width = text.length * 6 + 12;
    if (right - x + width > room) return [];
    x -= width + 6;
    return shape(
      "g",
      { class: `link tone-${tone ?? "strong"}` },
      shape("rect", { x, y: y - 9.5, width, height: 19, rx: 9.5 }),
      shape("text", { x: x + width / 2, y: y + 3.8, "text-anchor": "middle" }, text),
    );
  });
  return { shapes, left: x };
}

const barWidth = 90;

/** How many nodes of each tone, as parts of a bar; `most` nodes fill it. */
function barShapes(nodes: readonly GraphNode[], x: number, y: number, most: number): Shape {
  const tally = tallyOf(nodes);
  let at = x;
  const parts = signTones.map((tone) => {
    const width = (barWidth * tally[tone]) / Math.max(1, most);
    at += width;
    return shape("rect", { class: `part tone-${tone}`, x: at - width, y: y - 5, width, height: 10 });
  });
  return shape("g", { class: "bar" }, ...parts);
}

/** What a heading says, and how it is drawn. */
export interface Heading {
  readonly links: readonly OutsideLink[];
  /** The reader can open and close the box. */
  readonly folds: boolean;
  /** With a bar, which so many nodes fill. */
  readonly barOf?: number;
}

/** Name, bar, links and tally, from the left. */
function headingShapes(box: PlacedBox, { links, folds, barOf }: Heading): readonly (Shape | undefined)[] {
  const { group, nodes, x, y, width, inside } = box;
  const middle = y + 17;
  const nameAt = x + (folds ? 28 : 12);
  const tallyAt = x + width - (nodes.length === 0 ? 0 : signTones.length * signWidth);
  const inner = tallyAt - nameAt;
  const linked = linkShapes(links, tallyAt - 8, middle, inner * (barOf === undefined ? 0.6 : 0.46));
  // Bars of all boxes begin at one place, to be compared.
  const barAt = nameAt + inner * 0.54 - barWidth - 12;
  const nameRoom = (barOf === undefined ? linked.left : barAt) - nameAt - 8;
  const fold = inside === undefined ? `M${x + 12} ${middle - 5}l6 5-6 5z` : `M${x + 10} ${middle - 3}l5 6 5-6z`;
  return [
    folds && nodes.length > 0 ? shape("path", { class: "fold", d: fold }) : undefined,
    shape("text", { class: "name", x: nameAt, y: middle + 4.5 }, fitted(group.label, nameRoom, boldWidth)),
    barOf === undefined ? undefined : barShapes(nodes, barAt, middle, barOf),
    ...linked.shapes,
    ...(nodes.length === 0 ? [] : tallyShapes(nodes, x + width, middle)),
  ];
}

/** A box with its heading, and its nodes if it is open. */
export function boxShape(box: PlacedBox, heading: Heading): Shape {
  const { group, x, y, width, height, inside } = box;
  return shape(
    "g",
    { class: `box${inside === undefined ? " closed" : ""}${group.tone === undefined ? "" : ` tone-${group.tone}`}` },
    shape(
      "g",
      { class: "heading", "data-group": group.id },
      titleOf(group),
      shape("rect", { class: "frame", x, y, width, height, rx: 9 }),
      ...headingShapes(box, heading),
    ),
    ...(inside ?? []).map(chip),
  );
}

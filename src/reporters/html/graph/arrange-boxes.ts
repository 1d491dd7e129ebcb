// Which box stands in which column, and in which order: connected ones face each other, and edges cross little.
import { collapseGroups, nodesByGroup, type Graph } from "../../../core/index.ts";
import { boxHeight, type BoxToPlace, type Detail } from "./layout.ts";

type Columns = readonly [readonly BoxToPlace[], readonly BoxToPlace[]];

function byName(a: BoxToPlace, b: BoxToPlace): number {
  return a.group.label < b.group.label ? -1 : a.group.label > b.group.label ? 1 : 0;
}

/** How strongly boxes are tied, whichever way. Quiet edges do not count: nobody looks at them. */
function tiesOf(graph: Graph): Map<string, Map<string, number>> {
  const ties = new Map<string, Map<string, number>>();
  const tie = (a: string, b: string): void => {
    const of = ties.get(a) ?? new Map<string, number>();
    ties.set(a, of);
    of.set(b, (of.get(b) ?? 0) + 1);
  };
  const drawn = graph.edges.filter(({ tone }) => tone !== "muted");
  for (const { from, to } of collapseGroups({ ...graph, edges: drawn }).edges) {
    for (const a of from) {
      for (const b of to) {
        tie(a, b);
        tie(b, a);
      }
    }
  }
  return ties;
}

const mostOnOneSide = 0.55;

/** Boxes one after the other to the side that holds more of what they are tied to less, as long as heights stay alike. */
function chooseSides(detail: Detail, boxes: readonly BoxToPlace[], ties: Map<string, Map<string, number>>): Columns {
  const total = boxes.reduce((sum, box) => sum + boxHeight(detail, box), 0);
  const degree = ({ group }: BoxToPlace): number => ties.get(group.id)?.size ?? 0;
  const side = new Map<string, 0 | 1>();
  const heights: [number, number] = [0, 0];
  for (const box of [...boxes].sort((a, b) => degree(b) - degree(a) || byName(a, b))) {
    const pull: [number, number] = [0, 0];
    for (const [other, count] of ties.get(box.group.id) ?? []) {
      const at = side.get(other);
      if (at !== undefined) pull[at === 0 ? 1 : 0] += count;
    }
    const height = boxHeight(detail, box);
    const lower = heights[0] <= heights[1] ? 0 : 1;
    const wanted = pull[0] === pull[1] ? lower : pull[0] > pull[1] ? 0 : 1;
    const chosen = heights[wanted] + height > total * mostOnOneSide ? lower : wanted;
    side.set(box.group.id, chosen);
    heights[chosen] += height;
  }
  return [boxes.filter(({ group }) => side.get(group.id) === 0), boxes.filter(({ group }) => side.get(group.id) === 1)];
}

const sweeps = 6;

/** Each column sorted by where the other ends of its boxes stand, a few times. O(sweeps × ties). */
function untangle(columns: Columns, ties: Map<string, Map<string, number>>): Columns {
  let [left, right] = columns;
  const place = new Map<string, number>();
  const remember = (column: readonly BoxToPlace[]): void => {
    for (const [index, { group }] of column.entries()) place.set(group.id, (index + 0.5) / column.length);
  };
  const centre = ({ group }: BoxToPlace): number => {
    let [sum, weight] = [(place.get(group.id) ?? 0.5) * 0.5, 0.5];
    for (const [other, count] of ties.get(group.id) ?? []) {
      const at = place.get(other);
      if (at === undefined) continue;
      sum += at * count;
      weight += count;
    }
    return sum / weight;
  };
  const sorted = (column: readonly BoxToPlace[]): BoxToPlace[] => {
    const keys = new Map(column.map((box) => [box, centre(box)]));
    return [...column].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || byName(a, b));
  };
  remember(left);
  remember(right);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    left = sorted(left);
    remember(left);
    right = sorted(right);
    remember(right);
  }
  return [left, right];
}

/** Half of them in each column, in the order of names: what one reads to find a box. Opening one moves none to the other side. */
function inOrder(boxes: readonly BoxToPlace[]): Columns {
  const half = Math.ceil(boxes.length / 2);
  return [boxes.slice(0, half), boxes.slice(half)];
}

/** The columns of boxes. Ties decide where edges are drawn; names where they are not. O(n log n + ends of edges). */
export function arrangeBoxes(graph: Graph, detail: Detail, open: (group: string) => boolean): Columns {
  const inside = nodesByGroup(graph);
  const filled = graph.groups
    .map((group): BoxToPlace => ({ group, nodes: inside.get(group.id) ?? [], open: open(group.id) }))
    .filter(({ nodes }) => nodes.length > 0);
  const bare = (inside.get(undefined) ?? []).filter(({ kind }) => kind === "group");
  const boxes = [...filled, ...bare.map((group) => ({ group, nodes: [], open: false }))].sort(byName);
  if (detail === "overview") return inOrder(boxes);
  const ties = tiesOf(graph);
  const opened = boxes.map((box) => ({ ...box, open: box.nodes.length > 0 }));
  const isOpen = new Map(boxes.map((box) => [box.group.id, box]));
  const asTheyAre = (column: readonly BoxToPlace[]): BoxToPlace[] =>
    column.flatMap(({ group }) => isOpen.get(group.id) ?? []);
  const [left, right] = untangle(chooseSides(detail, opened, ties), ties);
  return [asTheyAre(left), asTheyAre(right)];
}

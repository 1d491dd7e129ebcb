// A graph as a drawing: boxes in two columns, edges between them, and a legend.
import { fullNames, nodesByGroup, type Graph, type GraphEdge } from "../../../core/index.ts";
import { arrangeBoxes } from "./arrange-boxes.ts";
import { outsideLinks, type SignTone } from "./box-facts.ts";
import { detailOf, drawnEdges, type DrawnEdges } from "./drawn-edges.ts";
import { placeAll, type Detail, type Layout } from "./layout.ts";
import { boxShape, outsideNode, sign, type Heading } from "./node-shapes.ts";
import { anchorsOf, routePath, type Anchor } from "./routes.ts";
import { shape, type Shape } from "./shape.ts";

/** How a graph is looked at. */
export interface View {
  readonly detail: Detail;
  /** Whether a box shows its nodes. */
  readonly open: (group: string) => boolean;
  /** Whether the reader can open and close boxes. */
  readonly folds: boolean;
  /** Before the ids of arrow heads: they must differ between drawings of one page. */
  readonly prefix: string;
}

/** A drawing, where everything in it stands, and its size. */
export interface Drawing {
  readonly shapes: readonly Shape[];
  readonly anchors: ReadonlyMap<string, Anchor>;
  readonly width: number;
  readonly height: number;
}

/** How a graph is shown at first. */
export function firstView(graph: Graph, prefix: string): View {
  const detail = detailOf(graph);
  return { detail, open: () => detail !== "overview", folds: false, prefix };
}

const edgeLooks = ["bad", "warning", "across", "within", "muted"] as const;
type EdgeLook = (typeof edgeLooks)[number];

function arrowHeads(prefix: string): Shape {
  const heads = edgeLooks.map((look) =>
    shape(
      "marker",
      {
        id: `${prefix}${look}`,
        class: `head ${look}`,
        viewBox: "0 0 8 8",
        refX: 7,
        refY: 4,
        markerWidth: 8,
        markerHeight: 8,
        markerUnits: "userSpaceOnUse",
        orient: "auto",
      },
      shape("path", { d: "M0 0.5L8 4L0 7.5z" }),
    ),
  );
  return shape("defs", {}, ...heads);
}

/** Looks of the edges of a graph. */
export function edgeLooker(graph: Graph): (edge: GraphEdge) => EdgeLook {
  const groupOf = new Map(graph.nodes.map(({ id, group }) => [id, group]));
  return ({ from: [from = ""], to: [to = ""], tone }) => {
    if (tone === "bad" || tone === "warning" || tone === "muted") return tone;
    const group = groupOf.get(from);
    return group !== undefined && group === groupOf.get(to) ? "within" : "across";
  };
}

const heaviest = 3.2;

/** The line of an edge, with its label as its title. */
export function edgeShape(
  path: string,
  look: EdgeLook,
  title: string,
  { weight = 1 }: GraphEdge,
  prefix: string,
): Shape {
  const width = Math.round(10 * Math.min(heaviest, 1.3 + Math.log2(Math.max(1, weight)) * 0.2)) / 10;
  const line = { class: `edge ${look}`, d: path, "stroke-width": width, "marker-end": `url(#${prefix}${look})` };
  return shape("path", line, shape("title", {}, title));
}

function edgeShapes(graph: Graph, drawn: DrawnEdges, anchors: ReadonlyMap<string, Anchor>, prefix: string): Shape[] {
  const lookOf = edgeLooker(graph);
  const names = new Map([...fullNames(graph), ...graph.groups.map(({ id, label }) => [id, label] as const)]);
  return drawn.edges.flatMap((edge) => {
    const [[from = ""], [to = ""]] = [edge.from, edge.to];
    const [start, end] = [anchors.get(from), anchors.get(to)];
    if (start === undefined || end === undefined) return [];
    const count = edge.weight === undefined || edge.weight === 1 ? "" : ` (${edge.weight})`;
    const title = `${names.get(from) ?? from} → ${names.get(to) ?? to}${count}${edge.label === undefined ? "" : `: ${edge.label}`}`;
    return edgeShape(routePath(start, end), lookOf(edge), title, edge, prefix);
  });
}

const lookTexts: Readonly<Record<EdgeLook, string>> = {
  bad: "alarming",
  warning: "worth a look",
  across: "between boxes",
  within: "within a box",
  muted: "expected connections",
};

interface LegendItem {
  readonly text: string;
  readonly mark: (x: number, y: number) => Shape;
}

function legendItems(graph: Graph, drawn: DrawnEdges): LegendItem[] {
  const lookOf = edgeLooker(graph);
  const looks = new Set(drawn.edges.map(lookOf));
  const said = (look: EdgeLook): string =>
    graph.legend.find(({ of, tone }) => of === "edge" && tone === look)?.text ?? lookTexts[look];
  const signs = graph.legend.flatMap(({ of, tone, text }) =>
    of === "edge"
      ? []
      : tone === "good" || tone === "warning" || tone === "bad"
        ? { text, mark: (x: number, y: number): Shape => sign(tone satisfies SignTone, x + 8, y) }
        : [],
  );
  const lines = edgeLooks.flatMap((look) =>
    looks.has(look)
      ? {
          text: said(look),
          mark: (x: number, y: number): Shape =>
            shape("path", { class: `edge ${look}`, d: `M${x} ${y}h22`, "stroke-width": 2.2 }),
        }
      : [],
  );
  const none = (): Shape => shape("g", {});
  return [
    ...signs,
    ...lines,
    ...(drawn.quiet > 0
      ? [{ text: `Not drawn: ${drawn.quiet.toLocaleString("en")} ${said("muted")}`, mark: none }]
      : []),
    ...(drawn.others > 0 && drawn.edges.length > 0
      ? [{ text: `Not drawn: ${drawn.others.toLocaleString("en")} more`, mark: none }]
      : []),
  ];
}

const lineHeight = 22;

/** Items side by side, in as many lines as they need. */
function legendShapes(items: readonly LegendItem[], top: number, width: number): { shapes: Shape[]; height: number } {
  let [x, y] = [24, top + 8];
  const shapes = items.map(({ text, mark }) => {
    const bare = mark(0, 0).tag === "g" && mark(0, 0).children.length === 0;
    const indent = bare ? 0 : 30;
    const wide = indent + text.length * 6.5 + 26;
    if (x > 24 && x + wide > width - 24) [x, y] = [24, y + lineHeight];
    const item = shape("g", { class: "legend" }, mark(x, y), shape("text", { x: x + indent, y: y + 4 }, text));
    x += wide;
    return item;
  });
  return { shapes, height: items.length === 0 ? 0 : y - top + 20 };
}

function layoutOf(graph: Graph, { detail, open }: View): Layout {
  const outside = graph.nodes.filter(({ group, kind }) => group === undefined && kind !== "group");
  return placeAll(detail, arrangeBoxes(graph, detail, open), outside);
}

function headings(graph: Graph, { detail, folds }: View, drawn: DrawnEdges): (group: string) => Heading {
  const outside = detail === "overview" ? outsideLinks(graph) : undefined;
  const most = Math.max(
    0,
    ...[...nodesByGroup(graph)].map(([group, nodes]) => (group === undefined ? 0 : nodes.length)),
  );
  return (group) => {
    const marks = (drawn.marks.get(group) ?? []).map((label) => ({ label, tone: undefined }));
    const links = [...marks, ...(outside?.get(group) ?? [])];
    return { links, folds, ...(detail === "overview" ? { barOf: most } : {}) };
  };
}

/** Draws a graph. The same graph and view give the same drawing. O(n log n) in nodes, linear in ends of edges. */
export function drawGraph(graph: Graph, view: View): Drawing {
  const layout = layoutOf(graph, view);
  const anchors = anchorsOf(layout);
  const drawn = drawnEdges(graph, view.detail);
  const headingOf = headings(graph, view, drawn);
  const legend = legendShapes(legendItems(graph, drawn), layout.height, layout.width);
  const shapes = [
    arrowHeads(view.prefix),
    shape("g", { class: `edges of-${view.detail}` }, ...edgeShapes(graph, drawn, anchors, view.prefix)),
    shape("g", { class: "boxes" }, ...layout.boxes.map((box) => boxShape(box, headingOf(box.group.id)))),
    shape("g", { class: "outsiders" }, ...layout.outside.map(outsideNode)),
    shape("g", { class: "focus-edges" }),
    shape("g", { class: "legends" }, ...legend.shapes),
  ];
  return { shapes, anchors, width: layout.width, height: layout.height + legend.height };
}

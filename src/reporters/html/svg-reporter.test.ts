// The drawing: what is drawn at which size, where it stands, and that it is inert.
import { describe, expect, it } from "vitest";
import { collapseGroups, type Graph } from "../../core/index.ts";
import { exampleDocument } from "../../../test/fixtures/document.ts";
import { exampleGraph, graphDocument } from "../../../test/fixtures/graph.ts";
import { documented } from "../../../test/fixtures/reported.ts";
import { drawnEdges, detailOf } from "./graph/drawn-edges.ts";
import { packGraph, unpackGraph } from "./graph/pack-graph.ts";
import { placeAll, type BoxToPlace, type Detail, type Rect } from "./graph/layout.ts";

const text = documented("svg", graphDocument());

/** Boxes of ten nodes each, every one connected with the next box. */
function manyBoxes(boxes: number): Graph {
  const groups = Array.from({ length: boxes }, (_, index) => ({ id: `g${index}`, label: `namespace-${index}` }));
  const nodes = groups.flatMap(({ id }) =>
    Array.from(
      { length: 10 },
      (_, index) => ({ id: `${id}/${index}`, label: `workload-${index}`, kind: "workload", group: id }) as const,
    ),
  );
  const edges = groups.flatMap(({ id }, index) =>
    index === 0 ? [] : [{ from: [`${id}/0`], to: [`g${index - 1}/1`], label: "80/TCP" }],
  );
  return { groups, nodes, edges, legend: [] };
}

describe("a drawing", () => {
  it("has every node, box, and edge, and says of each what it is", () => {
    expect(text.match(/class="node /g)).toHaveLength(7);
    expect(text.match(/class="heading"/g)).toHaveLength(2);
    expect(text.match(/<path class="edge (?!\w+" d="M[\d.]+ [\d.]+h)/g)).toHaveLength(8);
    expect(text).toContain("<title>shop/web → metadata: 80/TCP</title>");
    expect(text).toContain("<title>web: nothing limits it</title>");
  });
  it("has colours of its own for light and dark, and nothing from outside", () => {
    expect(text).toContain("@media(prefers-color-scheme:dark)");
    expect(text).not.toMatch(/var\(|<script|href=|url\((?!#)|@import/);
  });
  it("is the same for the same graph", () => expect(documented("svg", graphDocument())).toBe(text));
  it("shows nothing but graphs", () => expect(() => documented("svg", exampleDocument)).toThrow("cannot show this"));
});

describe("detail", () => {
  it.each([
    [2, "nodes"],
    [20, "boxes"],
    [200, "overview"],
  ] as const)("of %i boxes is %s", (boxes, detail) => expect(detailOf(manyBoxes(boxes))).toBe(detail));
  it("says how many edges are not drawn", () => {
    const graph = manyBoxes(200);
    expect(drawnEdges(graph, "overview")).toMatchObject({ edges: [], others: 199 });
    expect(drawnEdges(graph, "boxes")).toMatchObject({ others: 69 });
    expect(drawnEdges(exampleGraph(), "boxes")).toMatchObject({ quiet: 2, others: 0 });
  });
});

describe("boxes alone, as of a map by namespace", () => {
  const bare = collapseGroups(exampleGraph());
  const drawn = documented("svg", { title: "t", blocks: [{ type: "graph", ...bare }] });
  it("are boxes, not nodes outside of them", () => {
    expect(detailOf(bare)).toBe("boxes");
    expect(drawn.match(/class="heading"/g)).toHaveLength(2);
    expect(drawn.match(/class="node /g)).toHaveLength(4);
    expect(drawn).toContain("<title>shop → data (2): 5432/TCP</title>");
  });
  it("say what outside they are connected with where edges are not drawn", () => {
    const many = Array.from(
      { length: 70 },
      (_, index) => ({ id: `b${index}`, label: `b${index}`, kind: "group" }) as const,
    );
    const graph = {
      ...bare,
      nodes: [...bare.nodes, ...many],
      edges: [{ from: ["b1"], to: ["metadata"], tone: "bad", weight: 12 } as const],
    };
    expect(detailOf(graph)).toBe("overview");
    expect(documented("svg", { title: "t", blocks: [{ type: "graph", ...graph }] })).toContain(">→ metadata 12</text>");
  });
});

function overlapping(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe("a layout", () => {
  it.each(["nodes", "boxes", "overview"] as const)("of %s has nothing on anything else", (detail: Detail) => {
    const { groups, nodes } = manyBoxes(9);
    const boxes = groups.map((group, index): BoxToPlace => {
      return { group, nodes: nodes.filter((node) => node.group === group.id), open: index % 3 !== 0 };
    });
    const outside = exampleGraph().nodes.filter(({ group }) => group === undefined);
    const layout = placeAll(detail, [boxes.slice(0, 4), boxes.slice(4)], outside);
    const rects = [...layout.boxes, ...layout.outside];
    for (const [index, a] of rects.entries())
      for (const b of rects.slice(index + 1)) expect(overlapping(a, b)).toBe(false);
    for (const box of layout.boxes) {
      for (const node of box.inside ?? []) {
        expect(node.x >= box.x && node.x + node.width <= box.x + box.width).toBe(true);
        expect(node.y + node.height <= box.y + box.height).toBe(true);
      }
    }
    expect(
      rects.every(({ x, y, width, height }) => x >= 0 && x + width <= layout.width && y + height <= layout.height),
    ).toBe(true);
  });
});

it("packs a graph for the page and unpacks the same", () => {
  const graph = exampleGraph();
  const back = unpackGraph(packGraph(graph, (name) => name));
  const labels = (of: Graph, ids: readonly string[]): string[] =>
    ids.map((id) => of.nodes.find((node) => node.id === id)?.label ?? id).sort();
  const edges = (of: Graph): unknown[] =>
    of.edges.map(({ from, to, label, tone }) => [labels(of, from), labels(of, to), label, tone]);
  expect(edges(back)).toEqual(edges(graph));
  expect(back.groups.map(({ label, tone, note }) => [label, tone, note])).toEqual(
    graph.groups.map(({ label, tone, note }) => [label, tone, note]),
  );
  expect(back.nodes.map(({ label }) => label).sort()).toEqual(graph.nodes.map(({ label }) => label).sort());
});

// Graphs: what a bundle of edges stands for, and the coarser view that keeps its weights.
import { describe, expect, it } from "vitest";
import { exampleGraph } from "../../test/fixtures/graph.ts";
import { boundGraph, collapseGroups, edgeSize, graphSize, singleEdges, worseTone, type GraphEdge } from "./graph.ts";

const graph = exampleGraph();

function drawn({ from, to, label, weight, tone }: GraphEdge): string {
  return `${from.join()} > ${to.join()} ${weight ?? 1} ${label} ${tone}`;
}

describe("single edges", () => {
  it("are all of a bundle but those to itself", () => {
    const edge = { from: ["a", "b", "b"], to: ["a", "b", "c"] };
    expect(edgeSize(edge)).toBe(4);
    expect(edgeSize({ from: ["a"], to: ["a"] })).toBe(0);
  });
  it("are listed as they are counted", () => {
    expect([...singleEdges(graph)]).toHaveLength(graphSize(graph));
    expect(graphSize(graph)).toBe(8);
  });
});

describe("collapsed boxes", () => {
  const coarse = collapseGroups(graph);
  it("are nodes, beside what was outside", () =>
    expect(coarse.nodes.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      "ns/shop group",
      "ns/data group",
      "internet internet",
      "metadata metadata",
      "api control-plane",
      "nodes host",
    ]));
  it("have one edge a pair, weighed, and none within", () =>
    expect(coarse.edges.map(drawn).sort()).toEqual([
      "internet > ns/shop 1 all ports warning",
      "ns/data > api 1 6443/TCP undefined",
      "ns/data > nodes 1 6443/TCP undefined",
      "ns/shop > metadata 1 80/TCP bad",
      "ns/shop > ns/data 2 5432/TCP undefined",
    ]));
  it("say the commonest labels first, and how many are left out", () => {
    const edges = ["1", "2", "3", "4", "1"].map((label) => ({ from: ["web"], to: ["db"], label }));
    expect(collapseGroups({ ...graph, edges }).edges.map(drawn)).toEqual([
      "ns/shop > ns/data 5 1; 2; 3 and 1 more undefined",
    ]);
  });
});

describe("a bounded graph", () => {
  it.each([
    [8, { collapsed: false, omitted: 0 }, 8],
    [7, { collapsed: true, omitted: 0 }, 5],
    [2, { collapsed: true, omitted: 3 }, 2],
  ])("of at most %i edges", (most, expected, size) => {
    const bounded = boundGraph(graph, most);
    expect(bounded).toMatchObject(expected);
    expect(graphSize(bounded.graph)).toBe(size);
  });
  it("keeps what is most alarming", () =>
    expect(boundGraph(graph, 2).graph.edges.map(({ tone }) => tone)).toEqual(["bad", "warning"]));
});

it("knows the worse of two tones", () => {
  expect(worseTone(undefined, "warning")).toBe("warning");
  expect(worseTone("bad", "warning")).toBe("bad");
  expect(worseTone("muted", undefined)).toBeUndefined();
});

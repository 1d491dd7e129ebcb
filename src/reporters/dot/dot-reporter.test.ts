// DOT as Graphviz reads it: every node and edge once, boxes as clusters, nothing a name could act as.
import { describe, expect, it } from "vitest";
import { exampleDocument } from "../../../test/fixtures/document.ts";
import { exampleGraph, graphDocument } from "../../../test/fixtures/graph.ts";
import { documented } from "../../../test/fixtures/reported.ts";

const text = documented("dot", graphDocument());

describe("a graph", () => {
  it("has its nodes in their boxes, and one arrow a single edge", () => {
    expect(text.match(/^\s+n\d+ \[label=/gm)).toHaveLength(7);
    expect(text.match(/^ {2}subgraph cluster_\d+ \{\n {4}graph \[label="(?:shop|data)"/gm)).toHaveLength(2);
    expect(text.match(/ -> /g)).toHaveLength(8);
    expect(text).toContain('  n4 -> n1 [label="80/TCP", color="#9c1239"];');
  });
  it("closes what it opens", () => expect(text.match(/\{/g)).toHaveLength(text.match(/\}/g)?.length ?? 0));
  it("shows what is alarming by its line, too", () =>
    expect(text).toMatch(/n4 \[label="web", shape="box", tooltip="nothing limits it", style="filled,dashed"/));
});

describe("text", () => {
  it.each([
    ["a quote", 'a"b', 'label="a\\"b"'],
    ["a placeholder", "\\N", 'label="\\\\N"'],
    ["an entity", "&lt;", 'label="&amp;lt;"'],
    ["a line end", "a\nb", 'label="a\\\\nb"'],
    ["HTML", "<b>", 'label="<b>"'],
    ["a word of DOT", "digraph", 'label="digraph"'],
  ])("shows %s as it is", (_what, name, expected) =>
    expect(documented("dot", graphDocument(name))).toContain(expected),
  );
});

it("collapses boxes where there would be too many edges, and says so", () => {
  const names = Array.from({ length: 60 }, (_, index) => `w${index}`);
  const nodes = names.map((id) => ({ id, label: id, kind: "workload", group: "ns/shop" }) as const);
  const graph = { ...exampleGraph(), nodes, edges: [{ from: names, to: names }] };
  const many = documented("dot", { title: "t", blocks: [{ type: "graph", ...graph }] });
  expect(many).toContain('label="t; boxes stand for all that is in them"');
  expect(many).not.toContain("subgraph");
});

it("shows nothing but graphs", () => expect(() => documented("dot", exampleDocument)).toThrow("cannot show this"));

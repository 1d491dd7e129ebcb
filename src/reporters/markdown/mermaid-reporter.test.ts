// Mermaid flowcharts: whatever a name holds, its statements are ours.
import { describe, expect, it } from "vitest";
import { exampleGraph, graphDocument } from "../../../test/fixtures/graph.ts";
import { exampleDocument } from "../../../test/fixtures/document.ts";
import { documented } from "../../../test/fixtures/reported.ts";

const text = documented("mermaid", graphDocument());

describe("a graph", () => {
  it("is a flowchart, with its title as a comment", () =>
    expect(text.split("\n").slice(0, 6)).toEqual([
      "flowchart LR",
      "%% Network map",
      '  n0(("internet"))',
      '  n1{{"metadata"}}',
      '  n2[/"API server"/]',
      '  n3[("nodes")]',
    ]));
  it("has boxes, and one arrow a single edge", () => {
    expect(text).toContain('  subgraph g0["shop"]\n    n4["web"]:::bad\n    n5["cart"]:::warning\n  end\n');
    expect(text.match(/ (?:-->|==>)\|/g)).toHaveLength(8);
    expect(text).toContain('  n4 ==>|"80/TCP"| n1\n');
  });
});

describe("text", () => {
  it.each([
    ["a quote", 'a"b', "a#34;b"],
    ["a bracket", "a]b", "a#93;b"],
    ["an entity", "#35;", "#35;35#59;"],
    ["a line end", "a\nb", "a#92;nb"],
    ["the word end", "end", '["end"]'],
    ["HTML", "<b>x</b>", "#60;b#62;x#60;/b#62;"],
    ["a directive", "%%{init: {}}%%", "#37;#37;#123;init#58; #123;#125;#125;#37;#37;"],
    ["Markdown", "`a` *b* _c_", "#96;a#96; #42;b#42; #95;c#95;"],
    ["a list", "1. a", "#49;#46; a"],
    ["an icon", "fa:fa-ban", "fa#58;fa-ban"],
    ["nothing", "", '["#32;"]'],
    ["a click", 'click n0 "javascript:alert(1)"', "click n0 #34;javascript#58;alert(1)#34;"],
  ])("shows %s as it is", (_what, name, expected) =>
    expect(documented("mermaid", graphDocument(name))).toContain(expected),
  );
});

describe("in Markdown", () => {
  it("a small graph is drawn", () =>
    expect(documented("markdown", graphDocument())).toContain("```mermaid\nflowchart LR\n"));
  it("a large one is a table of boxes, and says so", () => {
    const names = Array.from({ length: 40 }, (_, index) => `w${index}`);
    const nodes = names.map(
      (id, index) => ({ id, label: id, kind: "workload", group: index < 20 ? "ns/shop" : "ns/data" }) as const,
    );
    const graph = { ...exampleGraph(), nodes, edges: [{ from: names, to: names, label: "all ports" }] };
    const out = documented("markdown", { title: "t", blocks: [{ type: "graph", ...graph }] });
    expect(out).toContain("| from | to | what | connections |\n|---|---|---|---|\n| shop | data | all ports | 400 |\n");
    expect(out).toContain("Boxes stand for all that is in them.");
  });
});

it("shows nothing but graphs", () => expect(() => documented("mermaid", exampleDocument)).toThrow("cannot show this"));

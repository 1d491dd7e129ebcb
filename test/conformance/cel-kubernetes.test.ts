// The language against answers recorded from Kubernetes' own code (cel-kubernetes/record): types, values, errors and costs.
import { describe, expect, it } from "vitest";
import answers from "./cel-kubernetes/answers.json" with { type: "json" };
import { showAnswer } from "./cel-kubernetes/show-answer.ts";

const recovery = "cel-go's parser goes on after the first syntax error and words some faults at the end otherwise";
const address = "netip names the place of the fault";
const differences: ReadonlyMap<string, string> = new Map([
  ["in", recovery],
  ["a.in", recovery],
  ["!", recovery],
  ["google.protobuf.Timestamp", "the type is printed by its short name, as in cel-go's errors"],
  ["timestamp", "cel-go compiles the name of a conversion that is no type, and then fails to plan it"],
  ['"%d".format(["x"])', "cel-go finds the fault when compiling, ours when evaluating"],
  ['ip("a.b.c.d")', address],
  ['ip("1.2.3.")', address],
  ['ip("1:2")', address],
]);

const rows = answers.map(([minor, expression, answer]) => ({
  minor: Number(minor),
  expression: String(expression),
  answer: String(answer),
}));

describe("expressions as Kubernetes answers them", () => {
  it.each(rows.filter(({ expression }) => !differences.has(expression)))("1.$minor $expression", (row) => {
    expect(showAnswer(row.minor, row.expression)).toBe(row.answer);
  });

  it("differ only where listed", () => {
    const differing = rows.filter((row) => showAnswer(row.minor, row.expression) !== row.answer);
    expect(differing.map(({ expression }) => expression).toSorted()).toEqual([...differences.keys()].toSorted());
  });

  it("are enough to mean something", () => {
    expect(rows.length).toBeGreaterThan(900);
  });
});

// Expressions made to hurt: each ends soon, with an error that says why.
import { describe, expect, it } from "vitest";
import { compileGoRegexp } from "../go-regexp/index.ts";
import { celTypes, compileCel, evaluateCel, kubernetesDialect, listOf, type CelEnvironment } from "./index.ts";

const environment: CelEnvironment = {
  dialect: kubernetesDialect("1.37"),
  regex: { compile: compileGoRegexp },
  variables: { list: listOf(celTypes.int), text: celTypes.string, i: celTypes.int, b: celTypes.bool },
};
const bindings = {
  list: Array.from({ length: 1_000_000 }, (_, at) => BigInt(at)),
  text: "x".repeat(1_000_000),
  i: 1n,
  b: true,
};

function outcome(source: string): string {
  const compiled = compileCel(source, environment);
  if (!compiled.ok) return compiled.errors[0]?.message ?? "";
  const answer = evaluateCel(compiled.program, bindings);
  return "error" in answer ? answer.error : "value";
}

const limit = "operation cancelled: actual cost limit exceeded";
const work = "operation cancelled: too much work";
const nesting = "expression recursion limit exceeded: 250";
const repeat = (text: string, times: number) => text.repeat(times);

describe("hostile expressions", () => {
  it.each([
    [
      "a megabyte",
      `${repeat("i+", 500_000)}i`,
      "expression code point size exceeds limit: size: 1000001, limit 100000",
    ],
    ["deep brackets", repeat("(", 10_000) + repeat(")", 10_000), nesting],
    ["deep lists", repeat("[", 10_000), nesting],
    ["a long sum", `${repeat("i+", 10_000)}i`, "max recursion depth exceeded"],
    ["a long chain of fields", `i${repeat(".a", 10_000)}`, "max recursion depth exceeded"],
    ["many signs", `${repeat("!", 50_000)}b`, "value"],
    ["a long conjunction", `${repeat("b&&", 20_000)}b`, "value"],
    ["undeclared names", `[${repeat("abcdef,", 10_000)}1]`, "undeclared reference to 'abcdef' (in container '')"],
    ["nested loops", "list.all(x, list.all(y, list.all(z, x + y + z >= 0)))", limit],
    ["a long list made", "list.map(x, x)", limit],
    ["lists that double", "[0,1,2,3,4,5,6,7,8,9].map(a, [0,1,2,3,4,5,6,7,8,9].map(b, list + list)).size()", work],
    ["texts that grow", 'text.replace("x", text)', work],
    ["sorting", "list.sort()", limit],
    ["ranges", "lists.range(1000000).map(x, lists.range(1000000))", limit],
    ["membership", "list.all(x, x in list)", limit],
    ["sets", "sets.equivalent(list, list)", limit],
    ["a pattern of many parts", `text.matches("${repeat("(x|y)*", 1000)}")`, limit],
    ["a pattern that repeats", 'text.matches("(x|y|z){1000}w")', work],
    ["a pattern that repeats too often", 'text.matches("((((x{10}){10}){10}){10}){10}")', "invalid matches argument"],
    ["chained optionals", `optional.of(1)${repeat(".optMap(x, x)", 100)}`, limit],
    ["a long number", repeat("9", 90_000), "invalid int literal"],
    ["a large exponent", 'quantity("1e1000000000").isGreaterThan(quantity("1"))', "value"],
    [
      "a large precision",
      '"%.100000f".format([1.0])',
      "could not parse formatting clause: error while parsing precision: precision 100000 exceeds maximum allowed precision 1000",
    ],
  ])("%s", (_name, source, expected) => {
    expect(outcome(source)).toBe(expected);
  });

  it.each([
    ["unclosed text", `"${repeat("a", 90_000)}`],
    ["strange signs", repeat("@", 90_000)],
    ["quotes", repeat("'''", 30_001)],
    ["backslashes", `"${repeat("\\", 90_001)}"`],
    ["a lone surrogate", '"\ud800" + i'],
    ["nothing", ""],
  ])("%s is an error with a place", (_name, source) => {
    const compiled = compileCel(source, environment);
    expect(compiled.ok ? undefined : compiled.errors[0]?.line).toBe(1);
    expect(compiled.ok ? [] : compiled.errors.length).toBeLessThanOrEqual(101);
  });
});

// What holds for every expression.
import { assert, constantFrom, integer, letrec, oneof, property, string, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { compileGoRegexp } from "../go-regexp/index.ts";
import {
  celTypes,
  compileCel,
  evaluateCel,
  kubernetesDialect,
  listOf,
  printCel,
  type CelEnvironment,
} from "./index.ts";

const environment: CelEnvironment = {
  dialect: kubernetesDialect("1.37"),
  regex: { compile: compileGoRegexp },
  variables: { d: celTypes.dyn, l: listOf(celTypes.int), s: celTypes.string, i: celTypes.int, b: celTypes.bool },
};
const bindings = { d: [1n, "a", null, 2.5], l: [3n, 1n, 2n], s: "hello", i: 5n, b: true };

const { source } = letrec<{ source: string }>((tie) => ({
  source: oneof(
    { maxDepth: 4, depthIdentifier: "cel" },
    constantFrom(
      "d",
      "l",
      "s",
      "i",
      "b",
      "1",
      "-1",
      "2u",
      "1.5",
      "null",
      "true",
      '"x\\n"',
      'b"\\x00"',
      "[]",
      "{}",
      "x",
    ),
    tuple(tie("source"), constantFrom("+", "-", "*", "/", "%", "==", "!=", "<", "in", "&&", "||"), tie("source")).map(
      ([a, sign, c]) => `(${a}) ${sign} (${c})`,
    ),
    tuple(tie("source"), constantFrom("all", "exists", "map", "filter", "exists_one", "sortBy"), tie("source")).map(
      ([a, macro, c]) => `(${a}).${macro}(x, ${c})`,
    ),
    tuple(constantFrom("size", "string", "int", "dyn", "type", "!", "-"), tie("source")).map(
      ([name, a]) => `${name}(${a})`,
    ),
    tuple(tie("source"), constantFrom("size", "sum", "lowerAscii", "hasValue", "first")).map(
      ([a, name]) => `(${a}).${name}()`,
    ),
    tuple(tie("source"), tie("source"), tie("source")).map(([a, c, e]) => `(${a}) ? (${c}) : (${e})`),
    tuple(tie("source"), tie("source")).map(([a, c]) => `dyn(${a})[${c}]`),
    tuple(tie("source"), tie("source")).map(([a, c]) => `[${a}, dyn(${c})]`),
    tuple(tie("source"), tie("source")).map(([a, c]) => `{${a}: ${c}}`),
    tie("source").map((a) => `dyn(${a}).?name.field`),
    tie("source").map((a) => `has(dyn(${a}).name)`),
  ),
}));

describe("every expression", () => {
  it("is compiled and evaluated without throwing, within its cost limit", () => {
    let evaluated = 0;
    assert(
      property(source, integer({ min: 0, max: 300 }), (text, costLimit) => {
        const compiled = compileCel(text, environment);
        if (!compiled.ok) return;
        evaluated++;
        expect(evaluateCel(compiled.program, bindings, { costLimit }).cost).toBeLessThanOrEqual(costLimit);
      }),
      { numRuns: 2000 },
    );
    expect(evaluated).toBeGreaterThan(200);
  });

  it("is printed so that the text means the same", () => {
    assert(
      property(source, (text) => {
        const compiled = compileCel(text, environment);
        if (!compiled.ok) return;
        const printed = printCel(compiled.program.expression);
        const again = compileCel(printed, environment);
        expect(again.ok && printCel(again.program.expression)).toBe(printed);
        if (again.ok) expect(evaluateCel(again.program, bindings)).toEqual(evaluateCel(compiled.program, bindings));
      }),
      { numRuns: 1000 },
    );
  });

  it("may be any text at all", () => {
    assert(
      property(string({ unit: "binary", maxLength: 60 }), string({ maxLength: 60 }), (any, plain) => {
        for (const text of [any, plain]) {
          const compiled = compileCel(text, environment);
          if (compiled.ok) evaluateCel(compiled.program, bindings);
          else expect(compiled.errors.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

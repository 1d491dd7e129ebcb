// Patterns as Go's regexp package takes and matches them.
import { describe, expect, it } from "vitest";
import { compileGoRegexp } from "./index.ts";

describe("compileGoRegexp", () => {
  it.each([
    ["^[a-z]+$", "abc", true],
    ["(?i)ABC", "xabcx", true],
    ["^(?P<n>\\pL+)$", "éa", true],
    ["[[:alpha:]]", "1", false],
    ["\\Qa.b\\E", "a.b", true],
    ["a.b", "a\nb", false],
    ["^.$", "😀", true],
  ])("%s in %s: %s", (pattern, text, found) => {
    const compiled = compileGoRegexp(pattern);
    expect("test" in compiled && compiled.test(text)).toBe(found);
  });

  it.each([
    ["(", "error parsing regexp: missing closing ): `(`"],
    ["a**", "error parsing regexp: invalid nested repetition operator: `**`"],
    ["x{1001}", "error parsing regexp: invalid repeat count: `{1001}`"],
    ["(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
    ["\\1", "error parsing regexp: invalid escape sequence: `\\1`"],
  ])("%s is refused in Go's words", (pattern, fault) => {
    expect(compileGoRegexp(pattern)).toEqual({ fault });
  });

  it("finds matches and their groups", () => {
    const compiled = compileGoRegexp("([a-z])(\\d)?");
    expect("matches" in compiled && compiled.matches("a1 b c3", 2)).toEqual([
      { index: 0, text: "a1", groups: ["a", "1"] },
      { index: 3, text: "b", groups: ["b", undefined] },
    ]);
  });
});

// Patterns of names: `*` is any text, the rest is itself.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesGlob } from "./glob.ts";

describe("patterns", () => {
  it.each<[string, string, boolean]>([
    ["web", "web", true],
    ["web", "webs", false],
    ["web", "we", false],
    ["w*", "w", true],
    ["*b", "web", true],
    ["w*b*", "wabab", true],
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["w.b", "web", false],
    ["a*b*c", "aXbXbX", false],
    ["[a]*", "[a].b", true],
  ])("%s on %s: %s", (pattern, text, expected) => expect(matchesGlob(pattern, text)).toBe(expected));

  it("agree with the regular expression they stand for", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", ".", "*"), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        const escaped = pattern.split("*").map((part) => part.replaceAll(".", String.raw`\.`));
        expect(matchesGlob(pattern, text)).toBe(new RegExp(`^${escaped.join(".*")}$`).test(text));
      }),
      { numRuns: 500 },
    );
  });
  it("take no exponential time", () => expect(matchesGlob(`${"a*".repeat(50)}b`, "a".repeat(5000))).toBe(false));
});

// Phrases equal to what Go prints.
import { describe, expect, it } from "vitest";
import { goQuote, quoteAll, settersNamed, sortedUnique } from "./wording.ts";

describe("goQuote", () => {
  it.each([
    ["plain", '"plain"'],
    ['a"b\\c', String.raw`"a\"b\\c"`],
    ["\u0000\u0007\t\n\u007F", String.raw`"\x00\a\t\n\x7f"`],
    ["é\u00A0\u200B", String.raw`"é\u00a0\u200b"`],
    ["\u{1F600}\u{10FFFF}", '"\u{1F600}\\U0010ffff"'],
  ])("%j", (text, quoted) => expect(goQuote(text)).toBe(quoted));
});

describe("sortedUnique", () => {
  it("orders by code point, not by UTF-16 unit, and drops repetitions", () => {
    expect(sortedUnique(["\u{10000}", "\uE000", "b", "a", "ab", "a"])).toEqual(["a", "ab", "b", "\uE000", "\u{10000}"]);
  });
});

describe("settersNamed", () => {
  it.each([
    [true, [], "pod"],
    [false, ["a"], 'container "a"'],
    [true, ["a", "b"], 'pod and containers "a", "b"'],
  ] as const)("pod %j, containers %j", (ofPod, names, text) => expect(settersNamed(ofPod, names)).toBe(text));

  it("leaves quotes in names alone, as upstream does", () => expect(quoteAll(['a"b'])).toBe('"a"b"'));
});

// Go's %q.
import { describe, expect, it } from "vitest";
import { goQuote, goQuoteList } from "./go-quote.ts";

describe("goQuote", () => {
  it.each([
    ["web", '"web"'],
    ['o"neil\\', String.raw`"o\"neil\\"`],
    ["a\tb\nc\rd\ve\ff\bg\u0007h", String.raw`"a\tb\nc\rd\ve\ff\bg\ah"`],
    ["\u0001\u007f\u001b[2J", String.raw`"\x01\x7f\x1b[2J"`],
    ["é漢🙂", '"é漢🙂"'],
    ["\u00a0\u200b\u2028", String.raw`"\u00a0\u200b\u2028"`],
    ["\u{e0001}", String.raw`"\U000e0001"`],
    ["\ud800", '"\ufffd"'],
  ])("prints %j", (text, expected) => {
    expect(goQuote(text)).toBe(expected);
  });

  it("prints lists", () => {
    expect(goQuoteList(["", "a b"])).toBe('["" "a b"]');
    expect(goQuoteList([])).toBe("[]");
  });
});

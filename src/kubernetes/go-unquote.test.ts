// Reading back what Go quotes.
import { assert, property, string } from "fast-check";
import { expect, it } from "vitest";
import { goQuote } from "./go-quote.ts";
import { goUnquote } from "./go-unquote.ts";

it("undoes goQuote", () => {
  assert(
    property(string({ unit: "binary" }), (text) => {
      expect(goUnquote(goQuote(text))).toBe(text);
    }),
  );
});

it.each(["", "x", '"', '"a', 'a"', '"a"b"', '"\\z"', '"\\xg0"', '"\\U00110000"'])("refuses %j", (text) => {
  expect(goUnquote(text)).toBeUndefined();
});

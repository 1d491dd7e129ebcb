// JSON that is printed has the same value and does not act.
import { assert, property, string } from "fast-check";
import { expect, it } from "vitest";
import { safeJson } from "./safe-json.ts";

it("escapes what acts", () =>
  expect(safeJson("\u009b\u202e\u2028\u{e0041}")).toBe('"\\u009b\\u202e\\u2028\\udb40\\udc41"'));
it("keeps big integers exact", () => expect(safeJson({ n: 9223372036854775807n })).toBe('{"n":9223372036854775807}'));
it("parses to the same value, whatever the text", () => {
  assert(
    property(string({ unit: "binary" }), (text) => {
      const json = safeJson([text]);
      expect(JSON.parse(json)).toEqual([text]);
      expect(json).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

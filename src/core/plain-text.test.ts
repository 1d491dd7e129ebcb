// Untrusted text that is shown does not act.
import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { plainLines, plainText } from "./plain-text.ts";

describe("plainText", () => {
  it.each([
    ["plain words stay", "Deployment shop/web", "Deployment shop/web"],
    ["letters of any script stay", "größe 港 מפתח", "größe 港 מפתח"],
    ["a terminal escape shows", "\u001b[2J", "\\x1b[2J"],
    ["an 8-bit escape shows", "\u009b2J", "\\x9b2J"],
    ["line ends show", "a\r\nb\tc", "a\\r\\nb\\tc"],
    ["a direction override shows", "gpj.\u202eexe", "gpj.\\u202eexe"],
    ["zero width shows", "a\u200bb\ufeff", "a\\u200bb\\ufeff"],
    ["a line separator shows", "a\u2028b", "a\\u2028b"],
    ["an invisible tag shows", "a\u{e0041}", "a\\u{e0041}"],
    ["half a surrogate pair shows", "a\ud83d!", "a\\ud83d!"],
    ["a blank letter shows", "a\u3164b", "a\\u3164b"],
    ["a whole pair stays", "⚓🚢", "⚓🚢"],
  ])("%s", (_what, text, expected) => expect(plainText(text)).toBe(expected));

  it("says how much is cut", () => expect(plainText("abcdef", 4)).toBe("abcd… (2 more characters)"));
  it("does not cut a pair in half", () => expect(plainText("abc🚢def", 4)).toBe("abc… (5 more characters)"));
  it("leaves nothing that acts in any text", () => {
    assert(
      property(string({ unit: "binary" }), (text) => {
        expect(plainText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe("plainLines", () => {
  it("keeps line ends and widens tabs", () => expect(plainLines("a\n\tb\r\nc\u001b")).toEqual(["a", "  b", "c\\x1b"]));
});

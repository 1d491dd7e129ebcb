// Waiver files that cannot be used are refused at the first fault, with its line and a hint.
import { describe, expect, it } from "vitest";
import { PlimsollError } from "../../core/index.ts";
import { parseWaivers } from "./parse-waivers.ts";

describe("a waiver file that cannot be used", () => {
  const row = (text: string): string =>
    `waivers:\n  - check: privileged\n    object: {name: web}\n    reason: r\n    ${text}\n`;
  it.each<[string, string, number | undefined, RegExp]>([
    ["empty", "", undefined, /w\.yaml is empty/],
    ["broken", "waivers: [\n  {a", 2, /cannot be read/],
    ["two documents", "waivers: []\n---\nwaivers: []\n", undefined, /more than one document/],
    ["a list", "- a", 1, /must be a mapping/],
    ["another kind", "kind: Baseline\nwaivers: []", 1, /kind must be Waivers, not "Baseline"/],
    ["a misspelt key", "waiver: []", 1, /waiver is not a key that is known here. Did you mean "waivers"/],
    ["no list", "waivers: {}", 1, /waivers must be a list/],
    ["text for a waiver", "waivers:\n  - a", 2, /waivers\[0\] must be a mapping/],
    ["an unknown key of a waiver", row("expire: 2027-01-01"), 5, /waivers\[0\]\.expire is not a key.*"expires"/],
    ["an impossible day", row("expires: 2027-02-29"), 5, /expires must be a day of the calendar/],
    ["a date with time", row('expires: "2027-01-31T00:00:00Z"'), 5, /expires must be a day/],
    ["a number for text", row("owner: 5"), 5, /owner must be text/],
    ["a key twice", row("reason: s"), 5, /cannot be read/],
    ["no reason", "waivers:\n  - check: a\n    object: {name: b}\n", 2, /waivers\[0\]\.reason must be set/],
    [
      "an empty reason",
      "waivers:\n  - {check: a, object: {name: b}, reason: ' '}\n",
      2,
      /reason must be text, and not empty/,
    ],
    ["no object", "waivers:\n  - {check: a, reason: b}\n", 2, /waivers\[0\]\.object must be a mapping/],
    [
      "an object without parts",
      "waivers:\n  - {check: a, object: {}, reason: b}\n",
      2,
      /must have kind, namespace or name/,
    ],
    [
      "a prototype's name",
      "waivers:\n  - {check: a, object: {__proto__: {name: x}}, reason: b}\n",
      2,
      /__proto__ is not a key/,
    ],
    [
      "aliases without end",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij".replaceAll(/./g, (letter) => `${letter}: &${letter} [*${String.fromCharCode(letter.charCodeAt(0) - 1)}${`,*${String.fromCharCode(letter.charCodeAt(0) - 1)}`.repeat(8)}]\n`)}`,
      undefined,
      /cannot be/,
    ],
    ["nesting without end", "[".repeat(5000), undefined, /cannot be read/],
    ["binary", "\u0000\u0001a: \u0002", 1, /cannot be/],
  ])("%s", (_what, text, line, message) => {
    let thrown: unknown;
    try {
      parseWaivers(text, "w.yaml");
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof PlimsollError)) throw new Error(`not a PlimsollError: ${String(thrown)}`);
    expect(thrown.code).toBe("PLIMSOLL_WAIVERS_INVALID");
    expect(thrown.message).toMatch(message);
    expect(thrown.message).toContain("w.yaml");
    expect(thrown.hint).not.toBe("");
    if (line !== undefined) expect(thrown.location).toMatchObject({ file: "w.yaml", line });
  });
  it("has too many entries", () => {
    expect(() =>
      parseWaivers(JSON.stringify({ waivers: Array.from({ length: 10_001 }, () => ({})) }), "w.json"),
    ).toThrow("at most 10000");
  });
});

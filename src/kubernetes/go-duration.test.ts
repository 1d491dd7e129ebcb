// Durations as Go reads and prints them.
import { describe, expect, it } from "vitest";
import { formatGoDuration, parseGoDuration } from "./go-duration.ts";

describe("parseGoDuration", () => {
  it.each([
    ["1m0s", 60],
    ["1.5h", 5400],
    ["-30s", -30],
    ["+2ms", 0.002],
    ["1us", 0.000001],
    [".5s", 0.5],
    ["0", 0],
    ["60", undefined],
    ["", undefined],
    ["1m nonsense", undefined],
    ["5d", undefined],
  ])("%s is %s seconds", (text, expected) => expect(parseGoDuration(text)).toBe(expected));
});

it.each([
  ["30s", "30s"],
  ["90s", "1m30s"],
  ["3600s", "1h0m0s"],
  ["1h31s", "1h0m31s"],
  ["1500us", "1.5ms"],
  ["-5s", "-5s"],
  ["1.5h", "1h30m0s"],
  ["0", "0s"],
  ["100ns", "100ns"],
])("%s is printed %s", (text, printed) => expect(formatGoDuration(parseGoDuration(text) ?? Number.NaN)).toBe(printed));

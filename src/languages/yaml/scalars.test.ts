// Corner cases of scalars beyond the recorded table of test/fixtures/kubectl, and the tags.
import { describe, expect, it } from "vitest";
import { plainScalar, ScalarError, taggedScalar } from "./scalars.ts";

describe("plainScalar", () => {
  it.each([
    ["9007199254740991", 9007199254740991],
    ["9007199254740992", 9007199254740992n],
    ["-9223372036854775808", -9223372036854775808n],
    ["18446744073709551615", 18446744073709551615n],
    ["18446744073709551616", 18446744073709552000],
    ["0x7fff_ffff_ffff_ffff", 9223372036854775807n],
    ["-0b11", -3],
    ["0o18", "0o18"],
    ["02000000000000000000000", 2e21],
    ["1".repeat(400), "1".repeat(400)],
    ["-", "-"],
    ["+.inf", Number.POSITIVE_INFINITY],
    ["._5", "._5"],
    ["constructor", "constructor"],
    ["toString", "toString"],
  ])("%s", (text, value) => {
    expect(plainScalar(text)).toBe(value);
  });
});

describe("taggedScalar", () => {
  it.each([
    ["str", "0644", "0644"],
    ["int", "0644", 420],
    ["float", "1", 1],
    ["bool", "off", false],
    ["null", "~", null],
    ["binary", "aGk=", "hi"],
    ["timestamp", "2001-01-01", "2001-01-01"],
    ["js/function", "x", "x"],
    [undefined, "12", "12"],
  ])("!!%s %s", (tag, text, value) => {
    expect(taggedScalar(tag, text)).toBe(value);
  });

  it.each([
    ["int", "1.5"],
    ["int", "x"],
    ["bool", "1"],
    ["null", "0"],
    ["binary", "%"],
  ])("refuses !!%s %s", (tag, text) => {
    expect(() => taggedScalar(tag, text)).toThrow(ScalarError);
  });
});

// Texts of flags as Go reads them.
import { describe, expect, it } from "vitest";
import { parseBoolean, parseInteger, parseList } from "./flag-values.ts";

describe("parseBoolean", () => {
  it.each([
    ["true", true],
    ["T", true],
    ["1", true],
    ["False", false],
    ["0", false],
    ["yes", undefined],
    ["tRUE", undefined],
    ["", undefined],
  ])("%s is %s", (text, expected) => expect(parseBoolean(text)).toBe(expected));
});

describe("parseList", () => {
  it.each([
    ["", []],
    ["Node,RBAC", ["Node", "RBAC"]],
    ["Node", ["Node"]],
    ["a,,b", ["a", "", "b"]],
    ["a,", ["a", ""]],
    ['"a,b",c', ["a,b", "c"]],
    ['"say ""hi""",c', ['say "hi"', "c"]],
  ])("%s is %j", (text, expected) => expect(parseList(text)).toEqual(expected));
});

describe("parseInteger", () => {
  it.each([
    ["30", 30],
    ["-1", -1],
    ["3.5", undefined],
    ["", undefined],
    ["0x10", undefined],
  ])("%s is %s", (text, expected) => expect(parseInteger(text)).toBe(expected));
});

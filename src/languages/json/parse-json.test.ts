// JSON values, exact numbers and faults.
import { describe, expect, it } from "vitest";
import { textPosition } from "../../core/index.ts";
import { parseJson, parseJsonExactly } from "./parse-json.ts";

function reading(text: string): unknown {
  const read = parseJsonExactly(text);
  if ("value" in read) return read.value;
  const { line, column } = textPosition(text, read.fault.offset);
  return `${line}:${column} ${read.fault.message}`;
}

describe("parseJsonExactly", () => {
  it.each([
    ['{"a":[1,-0.5,1e3,true,false,null,"x\\u00e9\\n"]}', { a: [1, -0.5, 1000, true, false, null, "xé\n"] }],
    ["9007199254740993", 9007199254740993n],
    ["-9007199254740993", -9007199254740993n],
    ["9223372036854775807", 9223372036854775807n],
    ["18446744073709551616", 18446744073709552000],
    ["1".repeat(300), 1.1111111111111112e299],
    [" [ ] ", []],
    ['"\\\\"', "\\"],
  ])("%s", (text, value) => {
    expect(reading(text)).toEqual(value);
  });

  it.each([
    ["", "1:1 the text ends where a value is needed"],
    ['{"a":1,}', '1:8 "}" where a key in double quotes is needed'],
    ['{"a":\n 01}', '2:3 "1" where } or a comma is needed'],
    ["[1 2]", '1:4 "2" where ] or a comma is needed'],
    ['{"a" 1}', '1:6 "1" where : after a key is needed'],
    ['{"a": nul}', '1:7 "n" where a value is needed'],
    ['["a', "1:2 a string is not closed"],
    ['["a\\"]', "1:2 a string is not closed"],
    ['["\\q"]', "1:2 a string has a bad escape or a raw control character"],
    ['["a\tb"]', "1:2 a string has a bad escape or a raw control character"],
    ["[1e400]", "1:2 a number is too large for a 64-bit float"],
    ["{} {}", '1:4 "{" where the end of the value is needed'],
    ["[".repeat(201), "1:201 nested deeper than 200 levels"],
  ])("%s", (text, fault) => {
    expect(reading(text)).toBe(fault);
  });

  it("takes the last of a key set twice, and notes it", () => {
    expect(parseJsonExactly('{"a":1,\n"a":{"b":2}}')).toEqual({
      value: { a: { b: 2 } },
      notes: [{ message: 'the key "a" is set twice in one object: kubectl takes the last', offset: 8 }],
    });
  });

  it("keeps prototype names as keys", () => {
    const value = reading('{"__proto__":{"polluted":1},"constructor":2}') as object;
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("parseJson", () => {
  it("tells the same faults", () => {
    expect(parseJson("[1 2]")).toEqual(parseJsonExactly("[1 2]"));
    expect(parseJson('{"a":[1]}')).toEqual({ value: { a: [1] }, notes: [] });
  });
});

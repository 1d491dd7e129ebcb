// Extents of values and List items, found on bytes.
import { describe, expect, it } from "vitest";
import { jsonExtent, skipJsonBlank } from "./json-extent.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function extentOf(text: string): {
  readonly value: string;
  readonly items: string[] | undefined;
  readonly fault: string | undefined;
} {
  const { start, end, items, fault } = jsonExtent(bytesOf(text), 0, 10);
  const spans = items?.spans ?? [];
  const texts = spans.flatMap((from, index) => (index % 2 === 0 ? [text.slice(from, spans[index + 1]).trim()] : []));
  return { value: text.slice(start, end), items: items === undefined ? undefined : texts, fault };
}

describe("jsonExtent", () => {
  it.each([
    ["an object", '{"a":[1,"}"]} {"b":2}', '{"a":[1,"}"]}', undefined],
    [
      "items",
      '{"items" : [ {"a":[1,2]} , 3, "x,y" ],"kind":"List"}',
      '{"items" : [ {"a":[1,2]} , 3, "x,y" ],"kind":"List"}',
      ['{"a":[1,2]}', "3", '"x,y"'],
    ],
    ["no items", '{"items":[ ]}', '{"items":[ ]}', []],
    [
      "items of something else",
      '{"spec":{"items":[1]},"x":["items"]}',
      '{"spec":{"items":[1]},"x":["items"]}',
      undefined,
    ],
    ["items as a value", '{"a":"items","b":[1]}', '{"a":"items","b":[1]}', undefined],
    ["escaped quotes", '{"a":"\\\\\\"}","b":1}', '{"a":"\\\\\\"}","b":1}', undefined],
  ])("%s", (_name, text, value, items) => {
    expect(extentOf(text)).toEqual({ value, items, fault: undefined });
  });

  it("keeps the whole items of a text that is cut off", () => {
    expect(extentOf('{"items":[{"a":1},{"b":2},{"c"')).toMatchObject({
      items: ['{"a":1}', '{"b":2}'],
      fault: "the text ends inside a value",
    });
  });

  it("stops at text nested too deep", () => {
    expect(extentOf("[".repeat(100)).fault).toBe("nested deeper than 10 levels");
  });

  it("marks the items whose numbers need exact reading", () => {
    const text = '{"items":[{"a":1},{"a":9007199254740993},{"a":"9007199254740993"},{"a":1e9},{"a":-12}]}';
    expect([...(jsonExtent(bytesOf(text), 0, 10).items?.exact ?? [])]).toEqual([1, 3]);
  });

  it("takes the last list of items, as the value does", () => {
    expect(extentOf('{"items":[1],"items":[2,3]}').items).toEqual(["2", "3"]);
  });
});

describe("skipJsonBlank", () => {
  it("passes white space and a byte order mark", () => {
    expect(skipJsonBlank(bytesOf("\ufeff \n\t{"), 0)).toBe(6);
  });
});

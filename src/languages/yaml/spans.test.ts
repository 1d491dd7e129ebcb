// Cutting documents and List items, on text and on bytes alike.
import { describe, expect, it } from "vitest";
import { documentSpans } from "./document-spans.ts";
import { yamlListSpans } from "./list-item-spans.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("documentSpans", () => {
  it("cuts text and bytes at the same characters", () => {
    const text = "a: é\n---\nb: 1\n--- # c\n---\n# only a comment\n---\nc: |\n  ---\n  x";
    const cut = (input: string | Uint8Array): string[] =>
      [...documentSpans(input)].map(({ start, end }) =>
        typeof input === "string" ? input.slice(start, end) : new TextDecoder().decode(input.subarray(start, end)),
      );
    expect(cut(text)).toEqual(["a: é\n", "b: 1\n", "c: |\n  ---\n  x"]);
    expect(cut(bytesOf(text))).toEqual(cut(text));
  });
});

describe("yamlListSpans", () => {
  const itemsOf = (text: string): string[] | undefined =>
    yamlListSpans(bytesOf(text))?.items.map(({ start, end }) => text.slice(start, end));

  it("cuts items as kubectl writes them", () => {
    const text = "apiVersion: v1\nitems:\n- a: 1\n  b:\n  - x\n# c\n- a: |\n    - y\n\n- z: 3\nkind: List\n";
    expect(itemsOf(text)).toEqual(["- a: 1\n  b:\n  - x\n# c\n", "- a: |\n    - y\n\n", "- z: 3\n"]);
    const { headEnd, tailStart } = yamlListSpans(bytesOf(text)) ?? { headEnd: 0, tailStart: 0 };
    expect([text.slice(0, headEnd), text.slice(tailStart)]).toEqual(["apiVersion: v1\nitems:", "kind: List\n"]);
  });

  it.each([
    ["no items", "kind: List\n"],
    ["an empty list", "items: []\nkind: List\n"],
    ["items set in", "items:\n  - a: 1\n"],
    ["items of something else", "spec:\n  items:\n- a\n"],
  ])("leaves %s alone", (_name, text) => {
    expect(yamlListSpans(bytesOf(text))).toBeUndefined();
  });
});

// Documents, faults with their place, aliases and merges. What kubectl makes of each construct is in test/fixtures/kubectl.
import { describe, expect, it } from "vitest";
import { parseYamlDocument, parseYamlDocuments } from "./parse-yaml.ts";

const values = (text: string): unknown[] => parseYamlDocuments(text).documents.map(({ value }) => value);
const faults = (text: string): string[] =>
  parseYamlDocuments(text).errors.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe("documents", () => {
  it.each([
    ["none", "", []],
    ["comments only", "# a\n---\n\n# b\n", []],
    ["many", "a: 1\n---\nb: 2\n--- # c\n\n---\nc: 3", [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ["CRLF", "a: 1\r\n---\r\nb: |\r\n  x\r\n", [{ a: 1 }, { b: "x\n" }]],
    ["byte order mark", "\ufeffa: 1\n---\n\ufeffb: 2\n", [{ a: 1 }, { b: 2 }]],
    ["end marks", "a: 1\n...\n---\nb: 2\n...\n", [{ a: 1 }, { b: 2 }]],
  ])("%s", (_name, text, expected) => {
    expect(values(text)).toEqual(expected);
    expect(faults(text)).toEqual([]);
  });

  it("gives spans that hold the documents", () => {
    const text = "# x\na: 1\n---\nb: ü\n";
    const spans = parseYamlDocuments(text).documents.map(({ start, end }) => text.slice(start, end));
    expect(spans).toEqual(["# x\na: 1\n", "b: ü\n"]);
  });

  it("reads the neighbours of a broken document", () => {
    const text = 'a: 1\n---\nb: "open\n---\nc: [\n---\nd: 4\n';
    expect(values(text)).toEqual([{ a: 1 }, { d: 4 }]);
    expect(faults(text)).toEqual([
      "4:1 unexpected end of the stream within a double quoted scalar",
      "6:1 unexpected end of the stream within a flow collection",
    ]);
  });
});

describe("faults", () => {
  it.each([
    [
      "a key set twice",
      "a: 1\nb: 2\na: 3\n",
      [{ a: 3, b: 2 }],
      '3:1 the key "a" is set twice in one mapping: kubectl takes the last',
    ],
    [
      "text after the end mark",
      "a: 1\n...\nb: 2\n",
      [{ a: 1 }],
      "3:1 text after `...` is not read by kubectl: begin it with ---",
    ],
    [
      "text on a separator",
      "--- {a: 1}\n---\nb: 2\n",
      [{ b: 2 }],
      "1:4 text on the line of a --- separator is refused by kubectl: put it on the next line",
    ],
    ["a number JSON lacks", "a:\n  b: .inf\n", [], "2:6 .inf cannot be sent to the API: it is not a finite number"],
    ["a mapping as key", "v: {{ .Values.x }}\n", [], "1:5 a list or mapping cannot be a key"],
    ["a null key", "~: 1\n", [], "1:1 a key cannot be empty or null"],
    ["an unknown alias", "a: *b\n", [], "1:5 the alias has no anchor before it"],
    ["an anchor in itself", "a: &b [1, *b]\n", [], '1:12 the anchor "b" contains itself'],
    ["a merge of text", "a: {<<: x}\n", [], "1:5 << must be given a mapping or a list of mappings"],
    ["a wrong tag", "a: !!int x\n", [], '1:10 "x" is not a value for the tag !!int'],
    ["tab indentation", "a:\n\tb: 1\n", [], "2:1 tab characters must not be used in indentation"],
  ])("%s", (_name, text, expected, fault) => {
    expect(values(text)).toEqual(expected);
    expect(faults(text)).toEqual([fault]);
  });
});

describe("aliases", () => {
  it("are copies that can be changed apart", () => {
    const [value] = values("a: &x {m: [1]}\nb: *x\nc: {<<: *x}\n") as { a: { m: number[] }; b: unknown; c: unknown }[];
    value?.a.m.push(2);
    expect(value).toEqual({ a: { m: [1, 2] }, b: { m: [1] }, c: { m: [1] } });
  });

  it("share one budget over documents", () => {
    const budget = { nodes: 10 };
    const text = "a: &x [1, 2, 3]\nb: *x\nc: *x\n";
    expect(parseYamlDocument(text, budget).faults).toEqual([]);
    expect(parseYamlDocument(text, budget).faults).toEqual([
      { message: "aliases expand to too many values", offset: text.indexOf("b:") + 4 },
    ]);
  });

  it("cannot nest deeper than text can", () => {
    const links = Array.from({ length: 150 }, (_, index) => `a${index + 1}: &a${index + 1} [[*a${index}]]`);
    expect(parseYamlDocument(`a0: &a0 [1]\n${links.join("\n")}\n`).faults[0]?.message).toBe(
      "aliases nest deeper than 200 levels",
    );
  });
});

describe("prototype names", () => {
  it("are keys like any other", () => {
    const [value] = values("__proto__: {polluted: 1}\nconstructor: {prototype: 2}\n") as object[];
    expect(Object.keys(value ?? {})).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("stay so through merges and aliases", () => {
    const [value] = values("a: &x {__proto__: {polluted: 1}}\nb: *x\nc: {<<: *x}\n") as { b: object; c: object }[];
    expect([value?.b, value?.c].map((copy) => Object.getOwnPropertyNames(copy))).toEqual([
      ["__proto__"],
      ["__proto__"],
    ]);
  });
});

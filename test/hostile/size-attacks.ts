// Attacks by size: input that expands, nests or goes on.
import { broken, config, fine, head, refused, type Attack } from "./attack.ts";

const bomb = Array.from({ length: 9 }, (_, level) =>
  level === 0
    ? "b0: &b0 [x, x, x, x, x, x, x, x, x]"
    : `b${level}: &b${level} [${Array(9)
        .fill(`*b${level - 1}`)
        .join(", ")}]`,
).join("\n");
const mergeBomb = Array.from({ length: 20 }, (_, level) =>
  level === 0
    ? `m0: &m0 {${Array.from({ length: 1000 }, (_unused, key) => `k${key}: 1`).join(", ")}}`
    : `m${level}: &m${level} {<<: [${Array(20)
        .fill(`*m${level - 1}`)
        .join(", ")}]}`,
).join("\n");
const big = 50 * 1024 * 1024;
const some = 8 * 1024 * 1024;

const aliases: readonly Attack[] = [
  {
    name: "alias bomb",
    language: "yaml",
    bytes: () => Buffer.from(`${head}${bomb}\n`),
    ...broken(9, 11, "aliases expand to too many values"),
  },
  {
    name: "merge bomb",
    language: "yaml",
    bytes: () => Buffer.from(`${head}${mergeBomb}\n`),
    ...broken(7, 111, "aliases expand to too many values"),
  },
  {
    name: "bombs in many documents",
    language: "yaml",
    bytes: () => Buffer.from(`${head}a: &a [${"x, ".repeat(900)}]\nb: [${"*a, ".repeat(99)}]\n---\n`.repeat(100)),
    expect: { read: 56, complaints: Array.from({ length: 44 }, () => /aliases expand to too many values$/) },
    except: { yaml: { read: 11, complaints: Array.from({ length: 89 }, () => /aliases expand to too many values$/) } },
  },
  {
    name: "alias of itself",
    language: "yaml",
    bytes: () => Buffer.from(`${head}a: &a [*a]\n`),
    ...broken(4, 9, 'the anchor "a" contains itself'),
  },
  {
    name: "aliases in a circle",
    language: "yaml",
    bytes: () => Buffer.from(`${head}a: &a {b: &b {a: *a}}\n`),
    ...broken(4, 19, 'the anchor "a" contains itself'),
  },
  {
    name: "merge of itself",
    language: "yaml",
    bytes: () => Buffer.from(`${head}a: &a {<<: *a}\n`),
    ...broken(4, 13, 'the anchor "a" contains itself'),
  },
  {
    name: "alias of nothing",
    language: "yaml",
    bytes: () => Buffer.from(`${head}a: *b\n`),
    ...broken(4, 5, "the alias has no anchor before it"),
  },
];

const depth: readonly Attack[] = [
  {
    name: "deep nesting in brackets",
    language: "yaml",
    bytes: () => Buffer.from(`${head}a: ${"[".repeat(100_000)}`),
    ...broken(4, 203, "nested deeper than 200 levels"),
  },
  {
    name: "deep nesting by indentation",
    language: "yaml",
    bytes: () =>
      Buffer.from(`a:\n${Array.from({ length: 2000 }, (_, level) => `${" ".repeat(level + 1)}a:\n`).join("")}`),
    ...broken(200, 200, "nested deeper than 200 levels"),
  },
  {
    name: "deep nesting of lists",
    language: "yaml",
    bytes: () => Buffer.from(`- ${"- ".repeat(100_000)}`),
    ...broken(1, 401, "nested deeper than 200 levels"),
  },
  {
    name: "deep nesting",
    language: "json",
    bytes: () => Buffer.from(config(`${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`)),
    ...broken(1, 269, "nested deeper than 200 levels"),
  },
];

const size: readonly Attack[] = [
  {
    name: "a plain scalar of 50 MB",
    language: "yaml",
    bytes: () => Buffer.concat([Buffer.from(`${head}data:\n  a: `), Buffer.alloc(big, "a")]),
    expect: fine,
  },
  {
    name: "a quoted scalar of 50 MB",
    language: "json",
    bytes: () =>
      Buffer.concat([Buffer.from(config('{"a":"').slice(0, -1)), Buffer.alloc(big, "a"), Buffer.from('"}}')]),
    expect: fine,
  },
  {
    name: "megabytes of digits",
    language: "json",
    bytes: () => Buffer.from(config(`{"a":${"9".repeat(some)}}`)),
    ...broken(1, 75, "a number is too large for a 64-bit float"),
  },
  {
    name: "megabytes of brackets",
    language: "bytes",
    bytes: () => Buffer.alloc(some, "["),
    expect: refused(/:1:200: nested deeper than 200 levels/),
  },
  {
    name: "megabytes of quotes",
    language: "bytes",
    bytes: () => Buffer.alloc(some, '"'),
    expect: refused(/:1:3: end of the stream or a document separator is expected/),
  },
  {
    name: "megabytes of line ends",
    language: "bytes",
    bytes: () => Buffer.alloc(some, "\n"),
    expect: refused(/^nothing of Kubernetes could be read from .*$/),
  },
  {
    name: "a million separators",
    language: "yaml",
    bytes: () => Buffer.from(`${"---\n".repeat(1_000_000)}${head}`),
    expect: fine,
  },
  {
    name: "200,000 items that are nothing",
    language: "json",
    bytes: () => Buffer.from(`{"apiVersion":"v1","kind":"List","items":[${Array(200_000).fill("{}").join(",")}]}`),
    expect: {
      read: 0,
      complaints: [
        /an item of the List is not an object with apiVersion and kind/,
        "…",
        "1 199800 more problems in this file",
      ],
    },
    except: { json: fine },
  },
  {
    name: "100,000 items",
    language: "json",
    bytes: () =>
      Buffer.from(`{"items":[${Array(100_000).fill(config("{}")).join(",")}],"apiVersion":"v1","kind":"List"}`),
    expect: { read: 100_000, complaints: [] },
    except: { json: fine },
  },
  {
    name: "20,000 items",
    language: "yaml",
    bytes: () => Buffer.from(`apiVersion: v1\nkind: List\nitems:\n${`- ${config("{}")}\n`.repeat(20_000)}`),
    expect: { read: 20_000, complaints: [] },
    except: { yaml: fine },
  },
];

export const sizeAttacks: readonly Attack[] = [...aliases, ...depth, ...size];

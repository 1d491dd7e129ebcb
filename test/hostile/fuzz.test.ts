// Valid documents, damaged at random: whatever comes out, the parsers end with values or documented problems.
// A failure prints its seed and the smallest input found; PLIMSOLL_FUZZ_SEED=<seed> repeats it, PLIMSOLL_FUZZ_RUNS=<n> searches longer.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringifyJson, textPosition } from "../../src/core/index.ts";
import { locateJsonPath, parseJsonExactly } from "../../src/languages/json/index.ts";
import {
  documentSpans,
  locateYamlPath,
  parseYamlDocuments,
  type YamlDocuments,
} from "../../src/languages/yaml/index.ts";
import { manifestsSource } from "../../src/sources/manifests/index.ts";
import { readSource } from "./parsers.ts";

const seed = Number(process.env["PLIMSOLL_FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env["PLIMSOLL_FUZZ_RUNS"] ?? 1500);

const yamlSeeds = [
  "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a # c\n  labels: {a: b, 'c d': \"e\\n\"}\nspec:\n  containers:\n  - name: web\n    args: [x, 'y', \"z\"]\n    image: nginx:1\n    securityContext:\n      runAsUser: 0777\n      privileged: yes\n",
  "a: &a {x: 1, y: [1, 2]}\nb:\n  <<: *a\n  z: |\n    text: [\n\n     more\nc: >-\n  folded\n  text\n---\n? k\n: !!str 12\n...\n---\n- - a\n  - *a\n",
  "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: x}\n  data: {\n  k: v,\n  }\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: y}\n",
];
const jsonSeeds = [
  '{"apiVersion":"v1","kind":"List","metadata":{"resourceVersion":""},"items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","uid":"1"},"spec":{"containers":[{"name":"w","image":"n\\u00e9\\n"}],"priority":9007199254740993}},{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"}}]}',
  '{"a":[1,-2.5e3,true,false,null,"\\"\\\\",{"b":{},"c":[]}],"a":2}\n{"x":1}',
];
const tokens = [
  ..."- : ? [ ] { } , # & * ! | > ' \" % @ ` \\ \t \n \r \u0000 \u0085 \u2028 \ufeff \ud800 0 1e9 ~ = << --- ... *a &a !!int !!binary {{ }}".split(
    " ",
  ),
  " ",
  "  ",
  "\n- ",
  "\n---\n",
  "\n  ",
  "__proto__",
  "constructor",
  "9".repeat(30),
  "[".repeat(300),
  "- ".repeat(300),
  "items",
  '"items":[',
];

/** One damage: a slice of the text is replaced by a token or by another slice of it. */
const damage = fc.tuple(
  fc.nat(1000),
  fc.nat(60),
  fc.oneof(fc.constantFrom(...tokens), fc.tuple(fc.nat(1000), fc.nat(200))),
);

function damaged(
  text: string,
  damages: readonly (readonly [number, number, string | readonly [number, number]])[],
): string {
  return damages.reduce((before, [at, length, put]) => {
    const start = Math.floor((at / 1000) * before.length);
    const from = typeof put === "string" ? 0 : Math.floor((put[0] / 1000) * before.length);
    const middle = typeof put === "string" ? put : before.slice(from, from + put[1]);
    return (before.slice(0, start) + middle + before.slice(start + length)).slice(0, 20_000);
  }, text);
}

const textFrom = (seeds: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...seeds), fc.array(damage, { minLength: 0, maxLength: 12 }))
    .map(([text, list]) => damaged(text, list));

type YamlParser = (text: string) => YamlDocuments;

/** Values are trees of their own: nothing is shared, nothing has a foreign prototype. */
function isOwnTree(value: unknown, seen: Set<unknown>): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (seen.has(value)) return false;
  seen.add(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && !Array.isArray(value)) return false;
  return Object.values(value).every((item) => isOwnTree(item, seen));
}

/** What must hold for any text; true, or an exception. */
function yamlHolds(parse: YamlParser, text: string): boolean {
  const { documents, errors } = parse(text);
  const seen = new Set<unknown>();
  const whole = documents.every(({ value }) => isOwnTree(value, seen) && stringifyJson(value).length > 0);
  const inText = errors.every(({ line, column, start, end, message }) => {
    const last = textPosition(text, text.length);
    return (
      line >= 1 &&
      line <= last.line &&
      column >= 1 &&
      start >= 0 &&
      start <= end &&
      end <= text.length &&
      message !== ""
    );
  });
  const offset = locateYamlPath(text, ["spec", "containers", 0, "image"]);
  // Every document with content is a value or a fault; none is lost between its neighbours.
  const accounted = new Set([...documents, ...errors].map(({ start }) => start));
  const complete = [...documentSpans(text)].every(({ start }) => accounted.has(start));
  return whole && inText && complete && offset >= 0 && offset <= text.length;
}

function jsonHolds(text: string): boolean {
  const reading = parseJsonExactly(text);
  const offset = locateJsonPath(text, ["items", 0, "spec"]);
  if (offset < 0 || offset > text.length) return false;
  let theirs: unknown;
  try {
    theirs = JSON.parse(text);
  } catch {
    return "fault" in reading && reading.fault.offset <= text.length;
  }
  if ("fault" in reading) return /^(?:nested deeper|a number is too large)/.test(reading.fault.message);
  const rounded = stringifyJson(reading.value).length > 0;
  // A number of its own beyond 2^53 is exact here.
  const kind = typeof reading.value === "bigint" ? "number" : typeof reading.value;
  return rounded && isOwnTree(reading.value, new Set()) && typeof theirs === kind;
}

const check = (property: fc.IProperty<[string]>): void => {
  fc.assert(property, { seed, numRuns, endOnFailure: false });
};

describe(`fuzzing, seed ${seed}`, () => {
  it("YAML", { timeout: 120_000 }, () => {
    check(fc.property(textFrom(yamlSeeds), (text) => yamlHolds(parseYamlDocuments, text)));
  });

  it("JSON", { timeout: 120_000 }, () => {
    check(fc.property(textFrom(jsonSeeds), jsonHolds));
  });

  it("JSON read as YAML", { timeout: 120_000 }, () => {
    check(fc.property(textFrom(jsonSeeds), (text) => yamlHolds(parseYamlDocuments, text)));
  });

  it("manifests on standard input", { timeout: 120_000 }, async () => {
    const text = textFrom([...yamlSeeds, ...jsonSeeds]);
    const property = fc.asyncProperty(text, fc.nat(255), fc.nat(10_000), async (input, byte, at) => {
      const bytes = Buffer.from(input);
      if (bytes.length > 0) bytes[at % bytes.length] = byte;
      async function* stdin(): AsyncGenerator<Uint8Array> {
        yield bytes;
      }
      const verdict = await readSource(manifestsSource(["-"], { stdin: stdin() }));
      return verdict.complaints.every(
        (complaint) =>
          /^(?:\d+:\d+ .|1 .|nothing of Kubernetes)/.test(complaint) && !/undefined|\[object/.test(complaint),
      );
    });
    await fc.assert(property, { seed, numRuns: Math.ceil(numRuns / 2) });
  });
});

describe("a fault that was planted", () => {
  const planted: readonly (readonly [string, YamlParser])[] = [
    [
      "an exception on an alias before a merge",
      (text) => {
        if (/\*a[^]*<</.test(text)) throw new RangeError("planted");
        return parseYamlDocuments(text);
      },
    ],
    [
      "a document lost beside a broken one",
      (text) => {
        const read = parseYamlDocuments(text);
        return read.errors.length > 0 ? { ...read, documents: read.documents.slice(1) } : read;
      },
    ],
    [
      "a position outside the text",
      (text) => {
        const read = parseYamlDocuments(text);
        return { ...read, errors: read.errors.map((error) => ({ ...error, line: error.line + 1000 })) };
      },
    ],
    [
      "values that are shared",
      (text) => {
        const read = parseYamlDocuments(text);
        const [first] = read.documents;
        return first === undefined || read.documents.length < 3
          ? read
          : { ...read, documents: [...read.documents, first] };
      },
    ],
  ];

  it.each(planted)("is found: %s", (_name, parse) => {
    const details = fc.check(
      fc.property(textFrom(yamlSeeds), (text) => yamlHolds(parse, text)),
      { seed, numRuns: Math.max(numRuns, 1500) },
    );
    expect(details.failed).toBe(true);
  });
});

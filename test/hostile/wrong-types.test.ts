// Every field that is read, of every kind, with a value of the wrong type: each is told by its path, at its line, in YAML and JSON.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatPath, stringifyJson, type JsonValue, type PathSegment } from "../../src/core/index.ts";
import { kindNames, kinds, type KindName, type Shape } from "../../src/kubernetes/index.ts";
import { ManifestFolder } from "../fixtures/manifest-folder.ts";

/** A field, with a value it must not have. */
interface WrongField {
  readonly path: readonly PathSegment[];
  readonly expected: string;
  readonly wrong: JsonValue;
}

const wrongScalars: Readonly<Record<string, JsonValue>> = {
  text: 7,
  "true or false": "yes",
  "a whole number": 1.5,
  "a whole number or text": true,
  "a quantity": true,
};

function wrongFields(shape: Shape<unknown>, path: readonly PathSegment[]): WrongField[] {
  const { expected, structure } = shape;
  switch (structure.type) {
    case "json":
      return [];
    case "scalar": {
      const wrong = wrongScalars[expected];
      if (wrong === undefined) throw new Error(`no wrong value is known for ${expected}`);
      return [{ path, expected, wrong }];
    }
    case "list":
      return [{ path, expected, wrong: { a: 1 } }, ...wrongFields(structure.item, [...path, 0])];
    case "map":
      return [{ path, expected, wrong: [1] }, ...wrongFields(structure.item, [...path, "key"])];
    case "object": {
      const inner = Object.entries(structure.fields).flatMap(([key, field]) => wrongFields(field, [...path, key]));
      return path.length === 0 ? inner : [{ path, expected, wrong: [1] }, ...inner];
    }
    default:
      throw new Error(`a shape of an unknown structure at ${formatPath(path)}`);
  }
}

/**
 * `apiVersion`, `kind` and `metadata` decide whether it is an object at all; they have attacks of their own. Values of Secrets are dropped
 * before anything looks at them.
 */
function fieldsOf(name: KindName): WrongField[] {
  const own = wrongFields(kinds[name].shape, []);
  const apart = new Set<PathSegment>(["apiVersion", "kind", "metadata"]);
  return own.filter(({ path }) => {
    const [first = ""] = path;
    return !(path.length === 1 && apart.has(first)) && !(name === "secrets" && first === "data");
  });
}

function withValue(base: JsonValue | undefined, path: readonly PathSegment[], wrong: JsonValue): JsonValue {
  const [first, ...rest] = path;
  if (first === undefined) return wrong;
  if (typeof first === "number") return [withValue(undefined, rest, wrong)];
  const fields = (base ?? {}) as Readonly<Record<string, JsonValue>>;
  return { ...fields, [first]: withValue(fields[first], rest, wrong) };
}

function objectOf(name: KindName): JsonValue {
  const { group, kind } = kinds[name];
  return { apiVersion: group === "" ? "v1" : `${group}/v1`, kind, metadata: { name: "x" } };
}

let folder: ManifestFolder;
beforeAll(() => {
  folder = new ManifestFolder();
});
afterAll(() => {
  folder.remove();
});

const good = '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"ns"}}\n';
/** A file tells no more than 200 problems. */
const perFile = 150;

async function problemsOf(lines: readonly string[], separator: string): Promise<string[]> {
  const problems: string[] = [];
  for (let from = 0; from < lines.length; from += perFile) {
    const text = good + separator + lines.slice(from, from + perFile).join(separator);
    const reading = await folder.scan({ "x.yaml": text }, {}, ["x.yaml"]);
    const perObject = separator === "" ? 1 : 2;
    problems.push(
      ...reading.problems.map(
        ({ location, message }) => `${((location?.line ?? 0) - 1) / perObject - 1 + from} ${message}`,
      ),
    );
  }
  return problems;
}

describe("wrong types", () => {
  it("are tried in hundreds of fields", () => {
    expect(kindNames.flatMap(fieldsOf).length).toBeGreaterThan(600);
  });

  it.each(kindNames)("of %s are told one by one", async (name) => {
    const fields = fieldsOf(name);
    const lines = fields.map(({ path, wrong }) => `${stringifyJson(withValue(objectOf(name), path, wrong))}\n`);
    const wanted = fields.map(
      ({ path, expected }, index) => `${index} | ${formatPath(path)} must be ${expected}, not `,
    );
    for (const separator of ["", "---\n"]) {
      const problems = await problemsOf(lines, separator);
      const told = problems.map((problem) =>
        problem.replace(/ .*?: (?=\S+ must be )/, " | ").replace(/(?<=, not ).*$/, ""),
      );
      expect(told).toEqual(wanted);
    }
  });
});

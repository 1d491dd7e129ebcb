// Shapes: what type each field we read must have. Admitting an object once at the edge lets everything after it trust its types.
import { formatPath, isJsonObject, type JsonValue, type PathSegment } from "../core/index.ts";

/** A field whose type is wrong: the API server would have refused the object. */
export interface ShapeProblem {
  readonly path: string;
  readonly message: string;
}

/** Integers of the API are int64: small ones are numbers, larger ones bigint. */
export type Int = number | bigint;

/** What a shape is made of, for code that walks every field; `json` is any value, and only `text` scalars can hold text. */
export type Structure =
  | { readonly type: "scalar"; readonly text: boolean }
  | { readonly type: "json" }
  | { readonly type: "list" | "map"; readonly item: Shape<unknown> }
  | { readonly type: "object"; readonly fields: Readonly<Record<string, Shape<unknown>>> };

/** Checks a value in place; null is dropped as Go's decoder drops it. `T` is the type that holds afterwards. */
export interface Shape<T> {
  readonly expected: string;
  readonly structure: Structure;
  admit(value: unknown, path: PathSegment[], problems: ShapeProblem[]): void;
  /** Carries the type only; never set. */
  readonly type?: T;
}

/** The TypeScript type a shape admits. */
export type Infer<S> = S extends Shape<infer T> ? T : never;

function scalar<T>(expected: string, accepts: (value: unknown) => boolean): Shape<T> {
  return {
    expected,
    structure: { type: "scalar", text: accepts("") },
    admit(value, path, problems) {
      if (!accepts(value))
        problems.push({ path: formatPath(path), message: `must be ${expected}, not ${nameType(value)}` });
    },
  };
}

function nameType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return { string: "text", boolean: "true or false" }[typeof value as "string" | "boolean"] ?? "a number";
}

export const string: Shape<string> = scalar("text", (value) => typeof value === "string");
export const boolean: Shape<boolean> = scalar("true or false", (value) => typeof value === "boolean");
export const int: Shape<Int> = scalar(
  "a whole number",
  (value) => typeof value === "bigint" || Number.isInteger(value),
);
export const intOrString: Shape<Int | string> = scalar(
  "a whole number or text",
  (value) => typeof value === "string" || typeof value === "bigint" || Number.isInteger(value),
);
export const quantity: Shape<number | bigint | string> = scalar("a quantity", (value) =>
  ["string", "number", "bigint"].includes(typeof value),
);
/** Any value, passed through unread. */
export const json: Shape<JsonValue> = { expected: "any value", structure: { type: "json" }, admit() {} };

/** A list whose items all have one shape. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    expected: "a list",
    structure: { type: "list", item },
    admit(value, path, problems) {
      if (!Array.isArray(value)) {
        problems.push({ path: formatPath(path), message: `must be a list, not ${nameType(value)}` });
        return;
      }
      value.forEach((entry, index) => {
        path.push(index);
        item.admit(entry, path, problems);
        path.pop();
      });
    },
  };
}

/** A mapping from any key to values of one shape. */
export function map<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    expected: "a mapping",
    structure: { type: "map", item },
    admit(value, path, problems) {
      admitFields(value, path, problems, (fields) => Object.keys(fields).map((key) => [key, item] as const));
    },
  };
}

type Fields = Readonly<Record<string, Shape<unknown>>>;

/** All fields of an API object are optional, as they are in Go's JSON. */
export type ObjectOf<F extends Fields> = { readonly [K in keyof F]?: Infer<F[K]> };

/** A mapping with known fields; others are kept and not read. */
export function object<const F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const entries = Object.entries(fields);
  return {
    expected: "a mapping",
    structure: { type: "object", fields },
    admit(value, path, problems) {
      admitFields(value, path, problems, () => entries);
    },
  };
}

function admitFields(
  value: unknown,
  path: PathSegment[],
  problems: ShapeProblem[],
  fieldsOf: (value: object) => readonly (readonly [string, Shape<unknown>])[],
): void {
  if (!isJsonObject(value)) {
    problems.push({ path: formatPath(path), message: `must be a mapping, not ${nameType(value)}` });
    return;
  }
  for (const [key, shape] of fieldsOf(value)) {
    if (!Object.hasOwn(value, key)) continue;
    const field = value[key];
    if (field === null || field === undefined) {
      delete (value as Record<string, unknown>)[key];
      continue;
    }
    path.push(key);
    shape.admit(field, path, problems);
    path.pop();
  }
}

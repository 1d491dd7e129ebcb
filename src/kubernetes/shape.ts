// Shapes: what type each field we read must have. Admitting an object once at the edge lets everything after it trust its types.
import { formatPath, isJsonObject, type JsonValue, type PathSegment } from "../core/index.ts";

/** A field whose type is wrong: the API server would have refused the object. */
export interface ShapeProblem {
  readonly path: string;
  readonly message: string;
}

/** Integers of the API are int64: small ones are numbers, larger ones bigint. */
export type Int = number | bigint;

/**
 * What a shape is made of, for code that walks every field; `json` is any value, and only `text` scalars can hold text. Of an
 * `open` object it matters which other fields there are, not what they hold.
 */
export type Structure =
  | { readonly type: "scalar"; readonly text: boolean }
  | { readonly type: "json" }
  | { readonly type: "list" | "map"; readonly item: Shape<unknown> }
  | { readonly type: "object"; readonly fields: Readonly<Record<string, Shape<unknown>>>; readonly open: boolean };

/**
 * Checks a value, and gives it as it is to be kept: the same, or a copy without the fields the shape does not have; null is
 * dropped as Go's decoder drops it. The value may be changed. `T` is the type that holds afterwards.
 */
export interface Shape<T> {
  readonly expected: string;
  readonly structure: Structure;
  admit(value: unknown, path: PathSegment[], problems: ShapeProblem[]): unknown;
  /** Of scalars: whether a value is kept as it is. */
  readonly accepts?: (value: unknown) => boolean;
  /** Carries the type only; never set. */
  readonly type?: T;
}

/** The TypeScript type a shape admits. */
export type Infer<S> = S extends Shape<infer T> ? T : never;

function scalar<T>(expected: string, accepts: (value: unknown) => boolean): Shape<T> {
  return {
    expected,
    structure: { type: "scalar", text: accepts("") },
    accepts,
    admit(value, path, problems) {
      if (!accepts(value))
        problems.push({ path: formatPath(path), message: `must be ${expected}, not ${nameType(value)}` });
      return value;
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
export const json: Shape<JsonValue> = { expected: "any value", structure: { type: "json" }, admit: (value) => value };

/** A list whose items all have one shape. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    expected: "a list",
    structure: { type: "list", item },
    admit(value, path, problems) {
      if (!Array.isArray(value)) {
        problems.push({ path: formatPath(path), message: `must be a list, not ${nameType(value)}` });
        return value;
      }
      const items = value as unknown[];
      items.forEach((entry, index) => {
        path.push(index);
        const kept = item.admit(entry, path, problems);
        path.pop();
        if (kept !== entry) items[index] = kept;
      });
      return items;
    },
  };
}

/** A mapping from any key to values of one shape. */
export function map<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    expected: "a mapping",
    structure: { type: "map", item },
    admit(value, path, problems) {
      if (!isMapping(value, path, problems)) return value;
      for (const key of Object.keys(value)) {
        const kept = admitField(value[key], key, item, path, problems);
        if (kept === undefined) delete value[key];
        else if (kept !== value[key]) setOwn(value, key, kept);
      }
      return value;
    },
  };
}

type Fields = Readonly<Record<string, Shape<unknown>>>;

/** All fields of an API object are optional, as they are in Go's JSON. */
export type ObjectOf<F extends Fields> = { readonly [K in keyof F]?: Infer<F[K]> };

/** A mapping with known fields; others are left out. */
export function object<const F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  return mapping(fields, undefined);
}

/** A mapping with known fields, where it matters whether there are others: a volume of a type we do not know. */
export function openObject<const F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  return mapping(fields, json);
}

function mapping<const F extends Fields>(fields: F, others: Shape<unknown> | undefined): Shape<ObjectOf<F>> {
  const shapes = new Map<string, Shape<unknown>>(Object.entries(fields));
  return {
    expected: "a mapping",
    structure: { type: "object", fields, open: others !== undefined },
    admit(value, path, problems) {
      if (!isMapping(value, path, problems)) return value;
      let copy: Record<string, unknown> | undefined;
      for (const key in value) {
        const shape = shapes.get(key) ?? others;
        const kept = shape === undefined ? undefined : admitField(value[key], key, shape, path, problems);
        if (kept === undefined) copy ??= fieldsBefore(value, key);
        else if (copy !== undefined) setOwn(copy, key, kept);
        else if (kept !== value[key]) setOwn(value, key, kept);
      }
      return copy ?? value;
    },
  };
}

/** The fields before one that goes. */
function fieldsBefore(value: Readonly<Record<string, unknown>>, end: string): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    if (key === end) break;
    setOwn(copy, key, value[key]);
  }
  return copy;
}

function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") target[key] = value;
  else Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
}

function isMapping(value: unknown, path: PathSegment[], problems: ShapeProblem[]): value is Record<string, unknown> {
  if (isJsonObject(value)) return true;
  problems.push({ path: formatPath(path), message: `must be a mapping, not ${nameType(value)}` });
  return false;
}

/** The field as it is kept; undefined for none. */
function admitField(
  field: unknown,
  key: string,
  shape: Shape<unknown>,
  path: PathSegment[],
  problems: ShapeProblem[],
): unknown {
  if (field === null || field === undefined) return undefined;
  if (shape.accepts?.(field) === true) return field;
  path.push(key);
  const kept = shape.admit(field, path, problems);
  path.pop();
  return kept;
}

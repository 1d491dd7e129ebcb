// Typed reading of kubeconfig fields: a wrong type is an error that names file and path, as it is for kubectl.
import { formatPath, isJsonObject, type JsonObject, type PlimsollError } from "../../../core/index.ts";
import { kubeconfigError } from "./kubeconfig-error.ts";

/** The fields of one mapping. Absent, null and empty are the same, as in Go. */
export interface Fields {
  has(key: string): boolean;
  any(key: string): unknown;
  text(key: string): string | undefined;
  flag(key: string): boolean;
  texts(key: string): readonly string[];
  /** Text that must be base64, kept encoded. */
  base64(key: string): string | undefined;
  mapping(key: string): Fields;
  mappings(key: string): readonly Fields[];
  eachKey<T>(read: (fields: Fields, key: string) => T): Readonly<Record<string, T>>;
  wrong(key: string, fault: string): PlimsollError;
}

/** The cause of an error about a field: `path` is the field's. */
export class FieldFault extends Error {
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

const base64Text = /^(?:[A-Za-z0-9+/\r\n]+={0,2}[\r\n]*)$/;

/** The fields of `value`, which stands at `path` in `file`. */
export function fieldsOf(value: JsonObject, path: string, file: string): Fields {
  const at = (key: string): string =>
    path === "" ? formatPath([key]) : `${path}${formatPath([key]).replace(/^(?=[^[])/, ".")}`;
  const wrong = (key: string, fault: string): PlimsollError =>
    kubeconfigError(file, `${at(key)} ${fault}`, { file, cause: new FieldFault(at(key)) });
  const any = (key: string): unknown => (Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined);
  const typed = <T>(key: string, expected: string, is: (found: unknown) => found is T): T | undefined => {
    const found = any(key);
    if (found === undefined || is(found)) return found;
    throw wrong(key, `must be ${expected}`);
  };
  const text = (key: string): string | undefined => typed(key, "text", isText) || undefined;
  const list = (key: string): readonly unknown[] => typed(key, "a list", isList) ?? [];
  return {
    has: (key) => any(key) !== undefined,
    any,
    text,
    flag: (key) => typed(key, "true or false", isFlag) ?? false,
    texts(key) {
      const items = list(key);
      if (items.every(isText)) return items;
      throw wrong(key, "must be a list of texts");
    },
    base64(key) {
      const encoded = text(key);
      if (encoded === undefined || isBase64(encoded)) return encoded;
      throw wrong(key, "must be base64");
    },
    mapping: (key) => fieldsOf(typed(key, "a mapping", isJsonObject) ?? {}, at(key), file),
    mappings: (key) =>
      list(key).map((item, index) => {
        if (isJsonObject(item)) return fieldsOf(item, `${at(key)}[${index}]`, file);
        throw wrong(key, `must be a list of mappings; item ${index} is none`);
      }),
    eachKey: (read) =>
      Object.fromEntries(Object.keys(value).map((key) => [key, read(fieldsOf(value, path, file), key)])),
    wrong,
  };
}

/** Padded, as Go wants it; line breaks do not count. */
function isBase64(text: string): boolean {
  return base64Text.test(text) && text.replace(/[\r\n]+/g, "").length % 4 === 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

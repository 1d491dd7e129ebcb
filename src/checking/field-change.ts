// Fixes that set or remove one field, whatever of the way to it exists.
import {
  jsonPointer,
  parsePath,
  valueAt,
  type Fix,
  type JsonValue,
  type PatchOperation,
  type PathSegment,
} from "../core/index.ts";
import { refOf, type KubernetesObject } from "../kubernetes/index.ts";

/** A field to set to `value`, or to remove where there is none; `note` says what to look out for. */
export interface FieldChange {
  readonly path: string;
  readonly value?: JsonValue;
  readonly note?: string;
}

/** Adds the first part of the path that is missing, with the rest of it inside. */
function addition(object: KubernetesObject, segments: readonly PathSegment[], value: JsonValue): PatchOperation {
  const missing = segments.findIndex((_, index) => valueAt(object, segments.slice(0, index + 1)) === undefined);
  const depth = missing === -1 ? segments.length : missing + 1;
  const inner = segments.slice(depth).reduceRight<JsonValue>((nested, segment) => ({ [segment]: nested }), value);
  return { op: missing === -1 ? "replace" : "add", path: jsonPointer(...segments.slice(0, depth)), value: inner };
}

/** The fix that changes one field of an object. The path must not lead through an item that a list does not have. */
export function fixField(object: KubernetesObject, { path, value, note }: FieldChange): Fix {
  const segments = parsePath(path);
  const operation: PatchOperation =
    value === undefined ? { op: "remove", path: jsonPointer(...segments) } : addition(object, segments, value);
  return { object: refOf(object), patch: [operation], ...(note === undefined ? {} : { note }) };
}

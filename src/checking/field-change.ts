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

/** How many segments lead to something that exists. */
function depthThatExists(object: KubernetesObject, segments: readonly PathSegment[]): number {
  let value: unknown = object;
  for (const [depth, segment] of segments.entries()) {
    value = valueAt(value, [segment]);
    if (value === undefined) return depth;
  }
  return segments.length;
}

/** Sets the value where the field exists, else adds the first part of the way that is missing, with the rest inside. */
function setting(object: KubernetesObject, segments: readonly PathSegment[], value: JsonValue): PatchOperation {
  const depth = depthThatExists(object, segments);
  if (depth === segments.length) return { op: "replace", path: jsonPointer(...segments), value };
  const inner = segments.slice(depth + 1).reduceRight<JsonValue>((nested, segment) => ({ [segment]: nested }), value);
  return { op: "add", path: jsonPointer(...segments.slice(0, depth + 1)), value: inner };
}

/** The fix that changes one field of an object. The path must not lead through an item that a list does not have. */
export function fixField(object: KubernetesObject, { path, value, note }: FieldChange): Fix {
  const segments = parsePath(path);
  const operation: PatchOperation =
    value === undefined ? { op: "remove", path: jsonPointer(...segments) } : setting(object, segments, value);
  return { object: refOf(object), patch: [operation], ...(note === undefined ? {} : { note }) };
}

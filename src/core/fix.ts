// Fixes: changes to one object that can be proven by running the check again.
import { isJsonObject, type JsonValue } from "./json.ts";
import type { ObjectRef } from "./object-ref.ts";

/** One operation of RFC 6902, with `path` a JSON pointer into the object. */
export type PatchOperation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: JsonValue }
  | { readonly op: "remove"; readonly path: string };

/** A JSON patch of one object which makes the finding go away; `note` says what to look out for. */
export interface Fix {
  readonly object: ObjectRef;
  readonly patch: readonly PatchOperation[];
  readonly note?: string;
}

/** A JSON pointer (RFC 6901) from keys and indexes. */
export function jsonPointer(...segments: readonly (string | number)[]): string {
  return segments.map((segment) => `/${String(segment).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function pointerSegments(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

type Mutable = Record<string, unknown> | unknown[];

function child(container: Mutable, key: string): unknown {
  if (Array.isArray(container)) return container[Number(key)];
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function change(container: Mutable, key: string, operation: PatchOperation): void {
  if (Array.isArray(container)) {
    const index = key === "-" ? container.length : Number(key);
    if (operation.op === "remove") container.splice(index, 1);
    else if (operation.op === "add") container.splice(index, 0, operation.value);
    else container[index] = operation.value;
  } else if (operation.op === "remove") delete container[key];
  else
    Object.defineProperty(container, key, {
      value: operation.value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
}

/**
 * A copy of `object` with the patch applied; the original is left alone.
 * @throws RangeError when a pointer leads nowhere.
 */
export function applyPatch<T>(object: T, patch: readonly PatchOperation[]): T {
  const copy = structuredClone(object);
  for (const operation of patch) {
    const segments = pointerSegments(operation.path);
    const last = segments.pop();
    let container: unknown = copy;
    for (const segment of segments) container = child(container as Mutable, segment);
    if (last === undefined || !(Array.isArray(container) || isJsonObject(container))) {
      throw new RangeError(`the patch path ${operation.path} leads nowhere`);
    }
    change(container as Mutable, last, structuredClone(operation));
  }
  return copy;
}

// From objects to references and back; one reference an object, so that a thousand findings share it.
import { groupOf, type ObjectRef } from "../core/index.ts";
import type { KubernetesObject, OwnerReference } from "./metadata.ts";

interface References {
  readonly refs: WeakMap<KubernetesObject, ObjectRef>;
  readonly objects: WeakMap<ObjectRef, KubernetesObject>;
}

const registry = globalThis as { [name: symbol]: References | undefined };
// One for all copies of this module: the command line has its own beside that of the package, which plugins import.
const { refs, objects } = (registry[Symbol.for("plimsoll references")] ??= {
  refs: new WeakMap(),
  objects: new WeakMap(),
});

/** The reference of an object; the same reference each time. */
export function refOf(object: KubernetesObject): ObjectRef {
  const known = refs.get(object);
  if (known !== undefined) return known;
  const { apiVersion, kind, metadata } = object;
  const { namespace, name } = metadata;
  const ref = Object.freeze(
    namespace === undefined ? { apiVersion, kind, name } : { apiVersion, kind, namespace, name },
  );
  refs.set(object, ref);
  objects.set(ref, object);
  return ref;
}

/** The very object a reference was made from, where it was made by {@link refOf}. */
export function objectOfRef(ref: ObjectRef): KubernetesObject | undefined {
  return objects.get(ref);
}

/** The owner that manages an object (`controller: true`), if any. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  const { ownerReferences } = object.metadata;
  if (ownerReferences === undefined) return undefined;
  for (const owner of ownerReferences) if (owner.controller === true) return owner;
  return undefined;
}

/** Whether an owner reference names this object. */
export function isOwner(owner: OwnerReference, object: KubernetesObject): boolean {
  return (
    owner.kind === object.kind &&
    owner.name === object.metadata.name &&
    groupOf(owner.apiVersion ?? "") === groupOf(object.apiVersion)
  );
}

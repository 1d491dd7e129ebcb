// References to the things findings are about.

/**
 * Names a Kubernetes object, or, with apiVersion `plimsoll/v1`, a node (`Node`), a file (`File`) or the whole input (`Input`).
 * `namespace` is absent for cluster-scoped objects.
 */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** The API group of a reference: `apps/v1` → `apps`, `v1` → ``. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf("/");
  return slash === -1 ? "" : apiVersion.slice(0, slash);
}

/** `Deployment shop/web`, `ClusterRole admin`: how an object is called in sentences. */
export function describeObject(ref: ObjectRef): string {
  return ref.namespace === undefined ? `${ref.kind} ${ref.name}` : `${ref.kind} ${ref.namespace}/${ref.name}`;
}

const keys = new WeakMap<ObjectRef, string>();

/** A key that is equal for equal objects whatever their served version: group/kind/namespace/name. Remembered: it is asked of often. */
export function objectKey(ref: ObjectRef): string {
  const known = keys.get(ref);
  if (known !== undefined) return known;
  const key = `${groupOf(ref.apiVersion)}/${ref.kind}/${ref.namespace ?? ""}/${ref.name}`;
  keys.set(ref, key);
  return key;
}

// Redacts one object of a cluster.
import { kinds, type KindName, type KubernetesObject } from "../../kubernetes/index.ts";
import { compileRules, type Redactor } from "./compile-rules.ts";
import { rulesOf } from "./kind-rules.ts";

const redactors = new Map<KindName, Redactor>();

function redactorOf(kind: KindName): Redactor {
  const known = redactors.get(kind);
  if (known !== undefined) return known;
  const redactor = compileRules(kinds[kind].shape, rulesOf(kind));
  redactors.set(kind, redactor);
  return redactor;
}

/**
 * Replaces every literal of an admitted object that may hold a secret, and drops the fields nothing reads. The object
 * itself stays the one it was, so that what its source knows of it (the line it came from) still holds; what is below
 * it is not changed but replaced.
 */
export function redactObject(kind: KindName, object: KubernetesObject): void {
  const redacted = redactorOf(kind)(object, {}) as Readonly<Record<string, unknown>>;
  if (redacted === (object as unknown)) return;
  const target = object as unknown as Record<string, unknown>;
  for (const key of Object.keys(target)) {
    if (Object.hasOwn(redacted, key)) target[key] = redacted[key];
    else delete target[key];
  }
}

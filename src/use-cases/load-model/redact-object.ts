// Redacts the objects of a cluster.
import { kinds, type KindName, type KubernetesObject } from "../../kubernetes/index.ts";
import { compileRules } from "./compile-rules.ts";
import { rulesOf } from "./kind-rules.ts";

/**
 * A function that replaces every literal of an admitted object of a kind that may hold a secret, and drops the fields nothing
 * reads. The object itself stays the one it was, so that what its source knows of it (the line it came from) still holds;
 * what is below it is not changed but replaced. The function remembers a little of what it saw: let it go with the objects.
 */
export function objectRedactor(kind: KindName): (object: KubernetesObject) => void {
  const redact = compileRules(kinds[kind].shape, rulesOf(kind));
  return (object) => {
    const redacted = redact(object, {}) as Readonly<Record<string, unknown>>;
    if (redacted === (object as unknown)) return;
    const target = object as unknown as Record<string, unknown>;
    for (const key of Object.keys(target)) {
      if (Object.hasOwn(redacted, key)) target[key] = redacted[key];
      else delete target[key];
    }
  };
}

// All rights RBAC gives, by subject and scope.
import { buildRbacIndex, type RbacIndex, type RbacObjects } from "../../../engines/authorization/index.ts";
import { subjectName, type PolicyRule } from "../../../kubernetes/index.ts";
import type { ObjectRef } from "../../../core/index.ts";

/** A binding of a subject, and the rules it gives. */
export interface Grant {
  readonly binding: ObjectRef;
  readonly rules: readonly PolicyRule[];
}

/** Grants by subject (`Group dev`), then by namespace; "" stands for the whole cluster. */
export type RightsBySubject = ReadonlyMap<string, ReadonlyMap<string, readonly Grant[]>>;

/** A RoleBinding gives no rights on paths: requests for them have no namespace. */
export function rulesWithin(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  return rules.some(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0)
    ? rules.map(({ nonResourceURLs: _paths, ...rule }) => rule)
    : rules;
}

function collect(index: RbacIndex, rights: Map<string, Map<string, Grant[]>>): void {
  for (const [namespace, scope] of [["", index.cluster] as const, ...index.namespaces]) {
    for (const { binding, bindingRef, rules: given } of scope.bindings) {
      const home = namespace === "" ? undefined : namespace;
      const rules = namespace === "" ? given : rulesWithin(given);
      for (const subject of new Set((binding.subjects ?? []).map((one) => subjectName(one, home)))) {
        if (subject === undefined) continue;
        const scopes = rights.get(subject) ?? new Map<string, Grant[]>();
        rights.set(subject, scopes);
        const grants = scopes.get(namespace);
        if (grants === undefined) scopes.set(namespace, [{ binding: bindingRef, rules }]);
        else grants.push({ binding: bindingRef, rules });
      }
    }
  }
}

/** The rights of every subject that a binding names. Linear in bindings and subjects. */
export function rightsBySubject(objects: RbacObjects): RightsBySubject {
  const rights = new Map<string, Map<string, Grant[]>>();
  collect(buildRbacIndex(objects), rights);
  return rights;
}

// All RBAC rules a user holds in a namespace (pkg/registry/rbac/validation RulesFor).
import type { PolicyRule, UserInfo } from "../../../kubernetes/index.ts";
import { positionLists } from "./authorize-rbac.ts";
import { scopesFor, type BoundRules, type RbacIndex } from "./rbac-index.ts";

/** The bindings that name a user, in the order in which they are visited. Linear in those bindings. */
export function bindingsOfUser(index: RbacIndex, user: UserInfo, namespace: string): readonly BoundRules[] {
  return scopesFor(index, namespace).flatMap((scope) => {
    const positions = new Set(positionLists(scope, user).flat());
    return [...positions].sort((a, b) => a - b).flatMap((position) => scope.bindings[position] ?? []);
  });
}

/** Rules as they are found, duplicates and all. */
export function rulesOfUser(index: RbacIndex, user: UserInfo, namespace: string): readonly PolicyRule[] {
  return bindingsOfUser(index, user, namespace).flatMap(({ rules }) => rules);
}

// Reasons a server may give: it visits bindings in no order.
import { ruleQuestion } from "../../../src/engines/authorization/rbac/rule-allows.ts";
import { authorizeRbac } from "../../../src/engines/authorization/rbac/authorize-rbac.ts";
import { scopesFor, type BindingScope, type RbacIndex } from "../../../src/engines/authorization/rbac/rbac-index.ts";
import { bindingsOfUser } from "../../../src/engines/authorization/rbac/rules-of-user.ts";
import type { RequestAttributes } from "../../../src/kubernetes/index.ts";

/** A scope with one binding, which everyone in it is asked through. */
function scopeOf(scope: BindingScope, position: number): BindingScope {
  const only = (lists: BindingScope["byUser"]): Map<string, readonly number[]> =>
    new Map(Array.from(lists, ([key, positions]) => [key, positions.filter((one) => one === position)] as const));
  return { ...scope, byUser: only(scope.byUser), byGroup: only(scope.byGroup), broken: [] };
}

/** Every reason RBAC may give for allowing a request: bindings of the cluster come first, but among themselves in any order. */
export function rbacReasons(index: RbacIndex, attributes: RequestAttributes): readonly string[] {
  const namespace = attributes.path === undefined ? attributes.namespace : "";
  const question = ruleQuestion(attributes);
  const mine = new Set(bindingsOfUser(index, attributes.user, namespace));
  for (const scope of scopesFor(index, namespace)) {
    const reasons = scope.bindings.flatMap((bound, position) => {
      if (!mine.has(bound) || question.firstAllowing(bound.rules) === -1) return [];
      const alone = scopeOf(scope, position);
      const cluster = scope === index.cluster;
      const empty = { ...alone, byUser: new Map(), byGroup: new Map() };
      const only = {
        ...index,
        cluster: cluster ? alone : empty,
        namespaces: cluster ? new Map() : new Map([[namespace, alone]]),
      };
      return [authorizeRbac(only, attributes).reason];
    });
    if (reasons.length > 0) return reasons;
  }
  return [];
}

/** Lists of errors in brackets come in any order. */
export function sortedErrors(reason: string): string {
  return reason.replace(/\[([^[\]]*)\]/g, (_, list: string) => `[${list.split(", ").sort().join(", ")}]`);
}

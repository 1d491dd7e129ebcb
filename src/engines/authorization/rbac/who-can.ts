// Who can do something, by RBAC: the other direction of authorizeRbac.
import type { ObjectRef } from "../../../core/index.ts";
import {
  mastersGroup,
  subjectName,
  type NonResourceAttributes,
  type PolicyRule,
  type ResourceAttributes,
} from "../../../kubernetes/index.ts";
import { scopesFor, type RbacIndex } from "./rbac-index.ts";
import { ruleQuestion } from "./rule-allows.ts";

/** A request nobody in particular makes. */
export type AnonymousRequest = Omit<ResourceAttributes, "user"> | Omit<NonResourceAttributes, "user">;

/** How a subject can: through a binding, its role and the first rule that covers the request. */
export interface Means {
  readonly binding: ObjectRef;
  readonly role: ObjectRef;
  /** Position in the role's rules. */
  readonly rule: number;
}

/** A subject that can, and all its means; system:masters needs none. */
export interface Able {
  /** `User jane`, `Group dev`, `ServiceAccount shop/web`. */
  readonly subject: string;
  readonly means: readonly Means[];
}

const nobody = { username: "" };

/**
 * Everyone RBAC lets do this, by name or through a group, in order of first mention; members of a group are whoever carries it.
 * A user can, exactly if the user or a group of the user is listed. system:masters comes first. Each role is asked once;
 * linear in the bindings of the cluster and of the request's namespace.
 */
export function whoCan(index: RbacIndex, request: AnonymousRequest): readonly Able[] {
  const attributes = request.path === undefined ? { ...request, user: nobody } : { ...request, user: nobody };
  const question = ruleQuestion(attributes);
  const asked = new Map<readonly PolicyRule[], number>();
  const able = new Map<string, Means[]>([[`Group ${mastersGroup}`, []]]);
  for (const scope of scopesFor(index, attributes.path === undefined ? attributes.namespace : "")) {
    for (const { binding, bindingRef, roleRef, rules } of scope.bindings) {
      const rule = asked.get(rules) ?? question.firstAllowing(rules);
      asked.set(rules, rule);
      if (rule === -1 || roleRef === undefined) continue;
      const namespace = binding.kind === "ClusterRoleBinding" ? undefined : binding.metadata.namespace;
      for (const subject of new Set((binding.subjects ?? []).map((one) => subjectName(one, namespace)))) {
        if (subject === undefined) continue;
        const means = able.get(subject) ?? [];
        means.push({ binding: bindingRef, role: roleRef, rule });
        able.set(subject, means);
      }
    }
  }
  return Array.from(able, ([subject, means]) => ({ subject, means }));
}

// The RBAC authorizer (plugin/pkg/auth/authorizer/rbac, pkg/registry/rbac/validation).
import type { Evidence } from "../../../core/index.ts";
import { goQuote, joinErrors, type RequestAttributes, type Subject, type UserInfo } from "../../../kubernetes/index.ts";
import { noOpinion, type Opinion } from "../verdict.ts";
import { scopesFor, subjectKey, type BindingScope, type BoundRules, type RbacIndex } from "./rbac-index.ts";
import type { FoundRole } from "./rbac-objects.ts";
import { ruleQuestion, type RuleQuestion } from "./rule-allows.ts";

/** A binding that allows, through one rule, by its first subject that names the user. */
interface Grant {
  readonly bound: BoundRules;
  readonly rule: number;
  readonly subject: number;
}

const namespaceOf = ({ binding }: BoundRules): string => binding.metadata.namespace ?? "";

/** The first subject of a binding that names a user, by name or by group; -1 for none. */
function namingSubject({ username, groups = [] }: UserInfo, bound: BoundRules, scope: string): number {
  return (bound.binding.subjects ?? []).findIndex((subject) => {
    const [kind, name] = subjectKey(subject, scope) ?? [];
    return kind === "user" ? name === username : kind === "group" && groups.includes(name ?? "");
  });
}

/** Lists of the positions of bindings that name a user, each ascending; a binding may be in several. */
export function positionLists(scope: BindingScope, { username, groups = [] }: UserInfo): (readonly number[])[] {
  const lists: (readonly number[])[] = [];
  const own = scope.byUser.get(username);
  if (own !== undefined) lists.push(own);
  for (const group of groups) {
    const list = scope.byGroup.get(group);
    if (list !== undefined) lists.push(list);
  }
  return lists;
}

function firstGrant(scope: BindingScope, user: UserInfo, question: RuleQuestion): Grant | undefined {
  let best: Grant | undefined;
  let limit = Number.POSITIVE_INFINITY;
  for (const list of positionLists(scope, user)) {
    for (const position of list) {
      if (position >= limit) break;
      const bound = scope.bindings[position];
      const rule = bound === undefined ? -1 : question.firstAllowing(bound.rules);
      if (bound === undefined || rule === -1) continue;
      best = { bound, rule, subject: -1 };
      limit = position;
      break;
    }
  }
  if (best === undefined) return undefined;
  return { ...best, subject: namingSubject(user, best.bound, scopeName(best.bound)) };
}

/** The namespace that unqualified service accounts of a binding are in. */
function scopeName(bound: BoundRules): string {
  return bound.binding.kind === "ClusterRoleBinding" ? "" : namespaceOf(bound);
}

function describeSubject({ kind = "", name = "", namespace = "" }: Subject, bindingNamespace: string): string {
  if (kind !== "ServiceAccount") return `${kind} ${goQuote(name)}`;
  return `${kind} ${goQuote(`${name}/${namespace === "" ? bindingNamespace : namespace}`)}`;
}

function reasonOf({ bound, subject }: Grant): string {
  const { kind, metadata, roleRef, subjects = [] } = bound.binding;
  const scope = scopeName(bound);
  const name = kind === "RoleBinding" ? `${metadata.name}/${metadata.namespace ?? ""}` : metadata.name;
  const role = `${roleRef?.kind ?? ""} ${goQuote(roleRef?.name ?? "")}`;
  return `RBAC: allowed by ${kind} ${goQuote(name)} of ${role} to ${describeSubject(subjects[subject] ?? {}, scope)}`;
}

function evidenceOf({ bound, rule, subject }: Grant): readonly Evidence[] {
  const { bindingRef, roleRef } = bound;
  return [
    {
      source: "object",
      text: "the binding names the user or a group of the user",
      object: bindingRef,
      path: `subjects[${subject}]`,
    },
    {
      source: "rule",
      text: "the rule covers the request",
      ...(roleRef === undefined ? {} : { object: roleRef }),
      path: `rules[${rule}]`,
    },
  ];
}

/** Why a role reference leads nowhere, as the authorizer's watch caches tell it. */
export function missingRole(found: FoundRole): string {
  if ("unsupportedKind" in found) return `unsupported role reference kind: ${goQuote(found.unsupportedKind)}`;
  if ("role" in found) return "";
  return `${found.missing.toLowerCase()}.rbac.authorization.k8s.io ${goQuote(found.name)} not found`;
}

/** Bindings that name a user and lead to no role, in order. */
function brokenBindings(index: RbacIndex, user: UserInfo, namespace: string): readonly BoundRules[] {
  return scopesFor(index, namespace).flatMap((scope) =>
    scope.broken
      .flatMap((position) => scope.bindings[position] ?? [])
      .filter((bound) => namingSubject(user, bound, scopeName(bound)) !== -1),
  );
}

function refusal(index: RbacIndex, user: UserInfo, namespace: string): Opinion {
  const broken = brokenBindings(index, user, namespace);
  if (broken.length === 0) return noOpinion;
  return {
    decision: "no-opinion",
    reason: `RBAC: ${joinErrors(broken.map(({ found }) => missingRole(found)))}`,
    evidence: broken.map(({ bindingRef }) => ({
      source: "absence",
      text: "the binding names the user, but its role does not exist",
      object: bindingRef,
      path: "roleRef",
    })),
  };
}

/**
 * Asks RBAC. Bindings of the cluster come first, then those of the request's namespace; the first rule that allows decides,
 * and the reason names it. Requests without a namespace never see RoleBindings.
 * Linear in the rules of the bindings that name the user; other bindings cost nothing.
 */
export function authorizeRbac(index: RbacIndex, attributes: RequestAttributes): Opinion {
  const { user } = attributes;
  const namespace = attributes.path === undefined ? attributes.namespace : "";
  const question = ruleQuestion(attributes);
  for (const scope of scopesFor(index, namespace)) {
    const grant = firstGrant(scope, user, question);
    if (grant !== undefined) return { decision: "allow", reason: reasonOf(grant), evidence: evidenceOf(grant) };
  }
  return refusal(index, user, namespace);
}

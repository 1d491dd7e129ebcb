// The rights of a user, in the cluster and in each namespace, of all authorizers that can list them.
import type { ObjectRef } from "../../../core/index.ts";
import type { AccessView } from "../../../checking/access/index.ts";
import { bindingsOfUser, namesUser, type AbacPolicy, type BoundRules } from "../../../engines/authorization/index.ts";
import type { PolicyRule, UserInfo } from "../../../kubernetes/index.ts";
import { powersOfRules, type Power } from "../../../model/index.ts";
import { rulesWithin } from "../diff/rights-by-subject.ts";
import { minimalRules, rulesBeyond } from "../minimal-rules.ts";

/** A binding that gives rights, and the role it leads to. */
export interface RightSource {
  readonly binding: ObjectRef;
  readonly role: ObjectRef;
}

/** Rights in one namespace, beyond those in the whole cluster; no namespace stands for the whole cluster. */
export interface ScopeRights {
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
  /** What the rights amount to, greatest first. */
  readonly powers: readonly Power[];
  readonly through: readonly RightSource[];
}

function sourcesOf(bindings: readonly BoundRules[]): readonly RightSource[] {
  return bindings.flatMap(({ bindingRef, roleRef }) =>
    roleRef === undefined ? [] : [{ binding: bindingRef, role: roleRef }],
  );
}

/** A line in RBAC's words. Paths count whatever its namespace. */
function rulesOfLine({ readonly, resource, apiGroup, nonResourcePath }: AbacPolicy, paths: boolean): PolicyRule[] {
  const verbs = readonly ? ["get", "list", "watch"] : ["*"];
  return [
    ...(resource === "" ? [] : [{ verbs, apiGroups: [apiGroup], resources: [resource] }]),
    ...(nonResourcePath === "" || !paths ? [] : [{ verbs, nonResourceURLs: [nonResourcePath] }]),
  ];
}

/** ABAC's rights by namespace; "" for the whole cluster and for what is in no namespace. */
function abacRights(view: AccessView, user: UserInfo): ReadonlyMap<string, readonly PolicyRule[]> {
  const lines = view.authorizers
    .flatMap((one) => ("authorizer" in one && one.authorizer.type === "ABAC" ? one.authorizer.abac : []))
    .filter((line) => namesUser(line, user));
  const rights = new Map<string, PolicyRule[]>();
  const add = (namespace: string, rules: readonly PolicyRule[]): void =>
    void rights.set(namespace, [...(rights.get(namespace) ?? []), ...rules]);
  for (const line of lines) {
    const isEverywhere = line.namespace === "*" || line.namespace === "";
    add(isEverywhere ? "" : line.namespace, rulesOfLine(line, isEverywhere));
    if (!isEverywhere) add("", rulesOfLine({ ...line, resource: "" }, true));
  }
  return rights;
}

/** Rights by scope, each namespace beyond those in the whole cluster. Linear in the user's bindings, for each namespace. */
export function scopesOf(view: AccessView, user: UserInfo): readonly ScopeRights[] {
  const isAsked = view.authorizers.some(({ type }) => type === "RBAC");
  const bindings = (namespace: string): readonly BoundRules[] =>
    isAsked ? bindingsOfUser(view.rbac, user, namespace) : [];
  const abac = abacRights(view, user);
  const everywhere = bindings("");
  const rules = [...everywhere.flatMap((bound) => bound.rules), ...(abac.get("") ?? [])];
  const cluster = minimalRules(rules);
  const namespaces = [...new Set([...view.rbac.namespaces.keys(), ...abac.keys()])].filter((name) => name !== "");
  const scopes = namespaces.sort().flatMap((namespace): readonly ScopeRights[] => {
    const own = bindings(namespace).filter((bound) => !everywhere.includes(bound));
    const given = rulesWithin(own.flatMap((bound) => bound.rules));
    const added = rulesBeyond([...given, ...(abac.get(namespace) ?? [])], rules);
    if (added.length === 0) return [];
    return [{ namespace, rules: added, powers: powersOfRules(added), through: sourcesOf(own) }];
  });
  return [
    ...(cluster.length === 0
      ? []
      : [{ rules: cluster, powers: powersOfRules(cluster), through: sourcesOf(everywhere) }]),
    ...scopes,
  ];
}

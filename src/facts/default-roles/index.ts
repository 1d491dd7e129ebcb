// The roles and bindings a cluster has from the start: what is not an administrator's own doing.
import { once } from "../../core/index.ts";
import data from "./data.json" with { type: "json" };
import type { DefaultRole, DefaultRoles, DefaultRule } from "./schema.ts";

export type { DefaultRole, DefaultRoles, DefaultRule } from "./schema.ts";

/** The table, sorted by kind, namespace and name. */
export const defaultRoles = data as DefaultRoles;

function keyOf(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ""}/${name}`;
}

const byRole = once(() => new Map(defaultRoles.rows.map((row) => [keyOf(row.kind, row.namespace, row.name), row])));

/** The role of this kind and name that every cluster has; undefined for all others. */
export function defaultRole(kind: string, namespace: string | undefined, name: string): DefaultRole | undefined {
  return byRole().get(keyOf(kind, namespace, name));
}

/** Lists of a rule as sorted text: rules that say the same are equal, whatever the order and the empty lists. */
function ruleKey(rule: Partial<DefaultRule>): string {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  const lists = [verbs, apiGroups, resources, resourceNames, nonResourceURLs];
  return JSON.stringify(lists.map((list) => [...new Set(list ?? [])].sort()));
}

const rulesOf = new Map<DefaultRole, ReadonlySet<string>>();

/** Whether a default role has this rule in any covered version; rules somebody added to it are not default. */
export function isDefaultRule(role: DefaultRole, rule: Partial<DefaultRule>): boolean {
  const known = rulesOf.get(role) ?? new Set(role.rules.map(ruleKey));
  rulesOf.set(role, known);
  return known.has(ruleKey(rule));
}

/** Whether the API server or kubeadm binds a default role to this subject: `User jane`, `ServiceAccount shop/web`. */
export function isDefaultSubject(role: DefaultRole, subject: string): boolean {
  return role.subjects.includes(subject) || role.kubeadm === subject;
}

// The powers each role gives, worked out once for every check.
import { coversKind } from "../engines/authorization/index.ts";
import { defaultRole, isDefaultRule } from "../facts/default-roles/index.ts";
import { rbacPowers, type RbacPower } from "../facts/rbac-powers/index.ts";
import type { PolicyRule } from "../kubernetes/index.ts";
import { derive, effectiveRules, type ClusterModel, type Parts } from "../model/index.ts";
import { meetsNeed } from "./powers-held.ts";

const roleParts = ["clusterroles.rbac.authorization.k8s.io", "roles.rbac.authorization.k8s.io"] as const;
type Role = Parts[(typeof roleParts)[number]]["objects"][number];
/** By power, the index of the first rule that gives the first part of it. */
type PowerRules = ReadonlyMap<string, number>;

const none: PowerRules = new Map();

/** Not the rules every cluster has; nor those that allow everything, of which one check tells. */
function candidates({ kind, metadata }: Role, rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const standard = defaultRole(kind, metadata.namespace, metadata.name);
  return rules.filter(
    (rule) => !coversKind(rule, "*", "*", "*") && !(standard !== undefined && isDefaultRule(standard, rule)),
  );
}

function firstRule({ needs }: RbacPower, rules: readonly PolicyRule[]): PolicyRule | undefined {
  const met = needs.map((need) => rules.find((rule) => meetsNeed(rule, need)));
  return met.includes(undefined) ? undefined : met[0];
}

/** Charts bring the same rules in every namespace: they are asked about once. */
function powersOnce(): (rules: readonly PolicyRule[]) => PowerRules {
  const known = new Map<string, PowerRules>();
  return (rules) => {
    const key = JSON.stringify(rules);
    const before = known.get(key);
    if (before !== undefined) return before;
    const held = new Map<string, number>();
    const groups = new Set(rules.flatMap(({ apiGroups = [] }) => apiGroups));
    for (const power of rbacPowers.rows) {
      if (!groups.has("*") && !power.needs.every(({ group }) => groups.has(group))) continue;
      const rule = firstRule(power, rules);
      if (rule !== undefined) held.set(power.power, rules.indexOf(rule));
    }
    known.set(key, held);
    return held;
  };
}

function build(parts: Pick<Parts, (typeof roleParts)[number]>): ReadonlyMap<Role, PowerRules> {
  const model = { parts } as ClusterModel;
  const found = new Map<Role, PowerRules>();
  const powersOf = powersOnce();
  for (const role of roleParts.flatMap((part): readonly Role[] => parts[part].objects)) {
    const all = effectiveRules(model, role);
    const ofAll = powersOf(all);
    if (ofAll.size === 0) continue;
    const own = candidates(role, all);
    if (own.length === all.length) found.set(role, ofAll);
    else if (own.length > 0)
      found.set(role, new Map([...powersOf(own)].map(([power, at]) => [power, all.indexOf(own[at] ?? {})])));
  }
  return found;
}

/**
 * The powers of facts/rbac-powers, of any version, that a role's rules give together, beside those every cluster has; each
 * with the index of a rule that gives it. Linear in rules × the table, once for a model.
 */
export function rolePowers(model: ClusterModel, role: Role): PowerRules {
  return derive(model, roleParts, build).get(role) ?? none;
}

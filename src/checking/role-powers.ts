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

/** Charts bring the same rules in every namespace. */
function heldBy(): (rules: readonly PolicyRule[]) => readonly (readonly [power: string, rule: number])[] {
  const known = new Map<string, readonly (readonly [string, number])[]>();
  return (rules) => {
    const key = JSON.stringify(rules);
    const held =
      known.get(key) ??
      rbacPowers.rows.flatMap((power) => {
        const rule = firstRule(power, rules);
        return rule === undefined ? [] : [[power.power, rules.indexOf(rule)] as const];
      });
    known.set(key, held);
    return held;
  };
}

function build(parts: Pick<Parts, (typeof roleParts)[number]>): ReadonlyMap<Role, PowerRules> {
  const model = { parts } as ClusterModel;
  const found = new Map<Role, PowerRules>();
  const powersOf = heldBy();
  for (const role of roleParts.flatMap((part): readonly Role[] => parts[part].objects)) {
    const all = effectiveRules(model, role);
    if (powersOf(all).length === 0) continue;
    const rules = candidates(role, all);
    const held = powersOf(rules).map(([power, at]) => [power, all.indexOf(rules[at] ?? {})] as const);
    if (held.length > 0) found.set(role, new Map(held));
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

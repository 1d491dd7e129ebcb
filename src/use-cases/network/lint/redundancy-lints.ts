// Policies and rules without which nothing would change, and rules that are never asked.
import { policyKey, type Direction, type Policy, type Rule } from "../../../engines/network-policy/index.ts";
import { policyLabel } from "../question/policy-text.ts";
import { coversRule, coversSubject } from "./covers.ts";
import { hit, rulesOf, type LintContext, type LintHit, type PlacedRule } from "./lint-context.ts";

/** Above this, rules of one policy are compared by text only. */
const mostCompared = 200;
/** Above this, rules of a tier are compared with those of their own policy only. */
const mostInTier = 2_000;

function isCoveredIn(policy: Policy, others: readonly Policy[], direction: Direction): boolean {
  const rules = policy[direction];
  if (rules === undefined) return true;
  const governing = others.filter((other) => other[direction] !== undefined);
  if (governing.length === 0 || rules.length > mostCompared) return false;
  const known = governing.flatMap((other) => other[direction] ?? []);
  return known.length <= mostInTier && rules.every((rule) => known.some((other) => coversRule(other, rule)));
}

/** NetworkPolicies all of whose isolation and rules others have, for all pods they could select. */
function* redundantPolicies({ view, policies }: LintContext): Generator<LintHit> {
  const byNamespace = new Map<string, Policy[]>();
  for (const policy of view.input.policies) {
    if (policy.tier !== "network") continue;
    const list = byNamespace.get(policy.namespace ?? "");
    if (list === undefined) byNamespace.set(policy.namespace ?? "", [policy]);
    else list.push(policy);
  }
  const looked = new Set(policies);
  const gone = new Set<Policy>();
  for (const list of byNamespace.values()) {
    for (const policy of list.toSorted((a, b) => (a.name < b.name ? 1 : -1))) {
      const others = list.filter((other) => other !== policy && !gone.has(other) && coversSubject(other, policy));
      if (policy.ingress === undefined && policy.egress === undefined) continue;
      if (!isCoveredIn(policy, others, "ingress") || !isCoveredIn(policy, others, "egress")) continue;
      gone.add(policy);
      const names = others.slice(0, 3).map(policyLabel).join(", ");
      if (looked.has(policy))
        yield hit(
          "redundant-policy",
          policy,
          undefined,
          `says nothing that ${names} ${others.length > 1 ? "do" : "does"} not say`,
        );
    }
  }
}

function textOf(rule: Rule): string {
  return JSON.stringify(rule, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

function* redundantRules({ policies }: LintContext): Generator<LintHit> {
  for (const policy of policies.filter(({ tier }) => tier === "network")) {
    for (const direction of ["ingress", "egress"] as const) {
      const rules = policy[direction] ?? [];
      const seen = new Map<string, number>();
      for (const [index, rule] of rules.entries()) {
        const text = rules.length > mostCompared ? textOf(rule) : "";
        const twin =
          rules.length > mostCompared
            ? seen.get(text)
            : rules.findIndex(
                (other, at) => at !== index && coversRule(other, rule) && (at < index || !coversRule(rule, other)),
              );
        seen.set(text, index);
        if (twin === undefined || twin === -1) continue;
        yield hit(
          "redundant-rule",
          policy,
          `spec.${direction}[${index}]`,
          `allows nothing that spec.${direction}[${twin}] does not allow`,
        );
      }
    }
  }
}

function decisive({ policy, direction, path, rule }: PlacedRule): string {
  return `${policyLabel(policy)} spec.${direction}${path.slice(path.indexOf("["))} (${rule.action})`;
}

/** Rules of a tier in the order in which they are asked. */
function ordered(policies: readonly Policy[], tier: Policy["tier"], direction: Direction): PlacedRule[] {
  return policies
    .filter((policy) => policy.tier === tier)
    .toSorted((a, b) => a.priority - b.priority)
    .flatMap((policy) => [...rulesOf(policy)].filter((rule) => rule.direction === direction));
}

/** An earlier rule that matches all a rule matches; of policies with one priority the order is not known. */
function decidedBefore(rules: readonly PlacedRule[], place: number): PlacedRule | undefined {
  const late = rules[place];
  if (late === undefined) return undefined;
  const isEarlier = ({ policy }: PlacedRule): boolean =>
    policy === late.policy || (rules.length <= mostInTier && policy.priority < late.policy.priority);
  return rules
    .slice(0, place)
    .find((early) => isEarlier(early) && coversSubject(early.policy, late.policy) && coversRule(early.rule, late.rule));
}

function* neverReached({ view, policies }: LintContext): Generator<LintHit> {
  const looked = new Set(policies.map((policy) => policyKey(policy)));
  for (const tier of ["admin", "baseline"] as const) {
    for (const direction of ["ingress", "egress"] as const) {
      const rules = ordered(view.input.policies, tier, direction);
      for (const [place, late] of rules.entries()) {
        const early = looked.has(policyKey(late.policy)) ? decidedBefore(rules, place) : undefined;
        if (early === undefined) continue;
        const contradicts =
          early.rule.action === late.rule.action
            ? ""
            : `, and would ${late.rule.action} what that one decides otherwise`;
        yield hit(
          "rule-never-reached",
          late.policy,
          late.path,
          `is never asked: ${decisive(early)} comes first and matches all of it${contradicts}`,
        );
      }
    }
  }
}

/** All of them. */
export function* redundancyLints(context: LintContext): Generator<LintHit> {
  yield* redundantPolicies(context);
  yield* redundantRules(context);
  yield* neverReached(context);
}

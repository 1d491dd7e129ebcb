// Whether rules cover other rules: RBAC's check against escalation (component-helpers auth/rbac/validation policy_comparator.go).
// Its wildcards are its own: a `*` asked for is covered by a `*` held and by nothing else.
import type { PolicyRule } from "../../../kubernetes/index.ts";
import { trimStars } from "../trim-stars.ts";

const products = ({ apiGroups = [], resources = [], verbs = [], resourceNames = [] }: PolicyRule): PolicyRule[] =>
  apiGroups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) => {
        const atom = { apiGroups: [group], resources: [resource], verbs: [verb] };
        return resourceNames.length === 0 ? [atom] : resourceNames.map((name) => ({ ...atom, resourceNames: [name] }));
      }),
    ),
  );

/** A rule as rules of one verb, group, resource and name, or one verb and URL. Linear in their number. */
function breakDown(rule: PolicyRule): PolicyRule[] {
  const { nonResourceURLs = [], verbs = [] } = rule;
  return [
    ...products(rule),
    ...nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ nonResourceURLs: [url], verbs: [verb] }))),
  ];
}

function holds(held: readonly string[] = [], asked: readonly string[] = []): boolean {
  return held.includes("*") || asked.every((one) => held.includes(one));
}

function holdsResources(held: readonly string[] = [], asked: readonly string[] = []): boolean {
  if (holds(held, asked)) return true;
  return asked.every(
    (one) => held.includes(one) || (one.includes("/") && held.includes(`*${one.slice(one.indexOf("/"))}`)),
  );
}

function holdsUrls(held: readonly string[] = [], asked: readonly string[] = []): boolean {
  return asked.every((url) =>
    held.some((pattern) => pattern === url || (pattern.endsWith("*") && url.startsWith(trimStars(pattern)))),
  );
}

function holdsNames(held: readonly string[] = [], asked: readonly string[] = []): boolean {
  return held.length === 0 || (asked.length > 0 && asked.every((name) => held.includes(name)));
}

/** Whether one rule covers an atomic one. */
function ruleCovers(owner: PolicyRule, atom: PolicyRule): boolean {
  return (
    holds(owner.verbs, atom.verbs) &&
    holds(owner.apiGroups, atom.apiGroups) &&
    holdsResources(owner.resources, atom.resources) &&
    holdsNames(owner.resourceNames, atom.resourceNames) &&
    holdsUrls(owner.nonResourceURLs, atom.nonResourceURLs)
  );
}

/** The atomic rules among those asked for that no single rule held covers; none means all are covered. Held × asked. */
export function uncoveredRules(held: readonly PolicyRule[], asked: readonly PolicyRule[]): readonly PolicyRule[] {
  return asked.flatMap(breakDown).filter((atom) => !held.some((owner) => ruleCovers(owner, atom)));
}

// Rules as messages show them (pkg/registry/rbac/validation policy_compact.go, pkg/apis/rbac/v1 CompactString).
import { goQuoteList, type PolicyRule } from "../../../kubernetes/index.ts";

function simpleKey({
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): string | undefined {
  if (resourceNames.length > 1 || nonResourceURLs.length > 0) return undefined;
  return apiGroups.length === 1 && resources.length === 1
    ? JSON.stringify([apiGroups, resources, resourceNames])
    : undefined;
}

/** Puts rules together that differ in their verbs only. Linear. */
function compactRules(rules: readonly PolicyRule[]): readonly PolicyRule[] {
  const simple = new Map<string, PolicyRule>();
  const others: PolicyRule[] = [];
  for (const rule of rules) {
    const key = simpleKey(rule);
    const known = key === undefined ? undefined : simple.get(key);
    if (key === undefined) others.push(rule);
    else
      simple.set(
        key,
        known === undefined ? rule : { ...known, verbs: [...(known.verbs ?? []), ...(rule.verbs ?? [])] },
      );
  }
  return [...others, ...simple.values()];
}

const shown = [
  ["APIGroups", "apiGroups"],
  ["Resources", "resources"],
  ["NonResourceURLs", "nonResourceURLs"],
  ["ResourceNames", "resourceNames"],
  ["Verbs", "verbs"],
] as const;

function describeRule(rule: PolicyRule): string {
  const parts = shown.flatMap(([label, field]) => {
    const list = rule[field] ?? [];
    return list.length === 0 ? [] : [`${label}:${goQuoteList(list)}`];
  });
  return `{${parts.join(", ")}}`;
}

function compareBytes(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at === -1) return left.length - right.length;
  return (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
}

/** Rules as lines of text, each once, sorted as Go sorts text. */
export function describeRules(rules: readonly PolicyRule[]): readonly string[] {
  return [...new Set(compactRules(rules).map(describeRule))].sort(compareBytes);
}

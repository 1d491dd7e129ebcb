// Why a rule never decides, in sentences a reader can check against the policy.
import type { AuditPolicy, AuditRule } from "./policy.ts";

const shown = 4;

function list(values: readonly string[]): string {
  const quoted = values.slice(0, shown).map((value) => JSON.stringify(value));
  return quoted.join(", ") + (values.length > shown ? ` and ${values.length - shown} more` : "");
}

/** What a rule takes, field by field; nothing for fields it leaves open. */
function conditions({
  users,
  userGroups,
  verbs,
  namespaces,
  resources,
  nonResourceURLs,
}: AuditRule): readonly string[] {
  const targets = resources.map(({ group, resources, resourceNames }) => {
    const what = resources.length > 0 ? list(resources) : "everything";
    const named = resources.length > 0 && resourceNames.length > 0 ? ` called ${list(resourceNames)}` : "";
    return `${what}${named} of group ${JSON.stringify(group)}`;
  });
  const fields: readonly (readonly [string, readonly string[], string])[] = [
    ["users", users, list(users)],
    ["groups", userGroups, list(userGroups)],
    ["verbs", verbs, list(verbs)],
    ["namespaces", namespaces, list(namespaces)],
    ["resources", targets, targets.slice(0, shown).join("; ")],
    ["paths", nonResourceURLs, list(nonResourceURLs)],
  ];
  return fields.filter(([, values]) => values.length > 0).map(([name, , text]) => `${name} ${text}`);
}

function taken(rule: AuditRule): string {
  const parts = conditions(rule);
  return parts.length === 0 ? "every request" : parts.join(", ");
}

/** One sentence on what the rule takes, one for each rule before it that takes its share of that. */
export function proofOf({ rules }: AuditPolicy, index: number, by: readonly number[]): readonly string[] {
  const rule = rules[index];
  if (rule === undefined) return [];
  const before = by.flatMap((at) => {
    const earlier = rules[at];
    return earlier === undefined ? [] : [`rule ${at}, before it, takes ${taken(earlier)}`];
  });
  const all = before.length === 1 ? "it leaves nothing of that" : "together they leave nothing of that";
  return [`rule ${index} takes ${taken(rule)}`, ...before, all];
}

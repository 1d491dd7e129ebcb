// Names in a valid policy that match nothing a server serves, or not what was meant: resources under the wrong group, verbs of RBAC.
import { didYouMean } from "../../core/index.ts";
import { groupsOf, knownResources } from "./known-resources.ts";
import type { AuditPolicy, AuditRule } from "./policy.ts";
import type { PolicyWarning } from "./policy-warning.ts";
import { pathVerbs, resourceVerbs } from "./request-verbs.ts";

function nameOf(group: string): string {
  return group === "" ? "the core group" : `the group ${JSON.stringify(group)}`;
}

function groupWarning(group: string, entry: string, path: string): PolicyWarning | undefined {
  const [resource = ""] = entry.split("/");
  const known = knownResources.get(group);
  const owners = groupsOf(resource);
  if (known === undefined || owners.length === 0 || known.includes(resource)) return undefined;
  const message = `${nameOf(group)} has no ${JSON.stringify(resource)}: they are in ${owners.map(nameOf).join(" and ")}`;
  return { code: "wrong-group", message, path };
}

function entryWarning(entry: string, path: string): PolicyWarning | undefined {
  const wanted = "only *, a resource, resource/subresource, resource/* and */subresource mean something";
  const parts = entry.split("/");
  const odd =
    entry === "*/*" ||
    parts.length > 2 ||
    parts.includes("") ||
    !parts.every((part) => part === "*" || !part.includes("*"));
  if (!odd) return undefined;
  return {
    code: "unmatchable-resource",
    message: `${JSON.stringify(entry)} matches no resource there is: ${wanted}`,
    path,
  };
}

function resourceWarnings({ resources }: AuditRule, path: string): readonly (PolicyWarning | undefined)[] {
  return resources.flatMap(({ group, resources: entries }, at) =>
    entries.flatMap((entry, index) => {
      const place = `${path}.resources[${at}].resources[${index}]`;
      return entryWarning(entry, place) ?? groupWarning(group, entry, place);
    }),
  );
}

/** The verbs a rule can meet. */
function verbsFor({ resources, namespaces, nonResourceURLs }: AuditRule): readonly string[] {
  if (resources.length > 0 || namespaces.length > 0) return resourceVerbs;
  return nonResourceURLs.length > 0 ? pathVerbs : [...resourceVerbs, ...pathVerbs];
}

function verbWarnings(rule: AuditRule, path: string): readonly PolicyWarning[] {
  const known = verbsFor(rule);
  return rule.verbs.flatMap((verb, index) => {
    if (known.includes(verb)) return [];
    const hint =
      verb === "*"
        ? " There is no wildcard for verbs: leave verbs out to mean all."
        : didYouMean(
            verb.toLowerCase(),
            known.filter((name) => name !== ""),
          );
    const message = `no request this rule is for has the verb ${JSON.stringify(verb)}.${hint}`;
    return [{ code: "unknown-verb", message, path: `${path}.verbs[${index}]` } as const];
  });
}

/** Warnings about names in a policy, in its order. Linear. */
export function suspectNames({ rules }: AuditPolicy): readonly PolicyWarning[] {
  return rules.flatMap((rule, index) => {
    const path = `rules[${index}]`;
    const found = [...verbWarnings(rule, path), ...resourceWarnings(rule, path)];
    return found.filter((warning) => warning !== undefined);
  });
}

// Why a rule does not take a request, in one sentence.
import { coversResource, type RuleField } from "./match-rule.ts";
import { isResourceRequest, type AuditedRequest, type AuditRule } from "./policy.ts";

const shown = 5;

function list(values: readonly string[]): string {
  const quoted = values.slice(0, shown).map((value) => JSON.stringify(value));
  const more = values.length > shown ? ` and ${values.length - shown} more` : "";
  return quoted.join(", ") + more;
}

function describeResources({ resources }: AuditRule, request: AuditedRequest): string {
  if (!isResourceRequest(request)) return `the rule is for resources, and ${JSON.stringify(request.path)} is none`;
  const { apiGroup, resource, subresource, name } = request;
  const target = `${subresource === "" ? resource : `${resource}/${subresource}`} of group ${JSON.stringify(apiGroup)}`;
  const groups = resources.filter(({ group }) => group === apiGroup || group === "*");
  if (groups.length === 0)
    return `the request is for ${target}, the rule names groups ${list(resources.map(({ group }) => group))}`;
  const byResource = groups.filter(({ resources }) =>
    resources.some((entry) => coversResource(entry, resource, subresource)),
  );
  if (byResource.length === 0)
    return `the request is for ${target}, the rule has ${list(groups.flatMap(({ resources }) => resources))}`;
  const names = byResource.flatMap(({ resourceNames }) => resourceNames);
  return name === ""
    ? `the request names no object, the rule is for ${list(names)}`
    : `the name ${JSON.stringify(name)} is not one of ${list(names)}`;
}

/** One sentence for the field that {@link mismatch} found; names of policy and request in it are untrusted. */
export function describeMismatch(rule: AuditRule, request: AuditedRequest, field: RuleField): string {
  const { user } = request;
  switch (field) {
    case "users":
      return user === undefined
        ? "the rule names users, and a failed login has none"
        : `the user ${JSON.stringify(user.username)} is not one of ${list(rule.users)}`;
    case "userGroups":
      return user === undefined
        ? "the rule names groups, and a failed login has none"
        : `none of the user's groups (${list(user.groups ?? [])}) is one of ${list(rule.userGroups)}`;
    case "verbs":
      return `the verb ${JSON.stringify(request.verb)} is not one of ${list(rule.verbs)}`;
    case "namespaces":
      return isResourceRequest(request)
        ? `the request's namespace ${JSON.stringify(request.namespace)} is not one of ${list(rule.namespaces)}`
        : `the rule is for namespaces, and ${JSON.stringify(request.path)} is no resource`;
    case "resources":
      return describeResources(rule, request);
    case "nonResourceURLs":
      return isResourceRequest(request)
        ? "the rule is for paths that are no resources"
        : `the path ${JSON.stringify(request.path)} is not covered by ${list(rule.nonResourceURLs)}`;
    default:
      return field satisfies never;
  }
}

// Whether a rule takes a request, and if not, which of its fields refuses (k8s.io/apiserver/pkg/audit/policy/checker.go ruleMatches).
import {
  isResourceRequest,
  type AuditedRequest,
  type AuditedResourceRequest,
  type AuditRule,
  type GroupResources,
} from "./policy.ts";

/** The field of a rule that does not fit a request; the first, in the order the server looks at them. */
export type RuleField = "users" | "userGroups" | "verbs" | "namespaces" | "resources" | "nonResourceURLs";

/** Whether a URL of a rule covers a path: `*`, the path itself, or a beginning followed by `*`. */
export function coversPath(spec: string, path: string): boolean {
  if (spec === "*" || spec === path) return true;
  return spec.endsWith("*") && path.startsWith(spec.replace(/\*+$/, ""));
}

/** Whether an entry of `resources` covers a resource: unlike in RBAC `pods/*` covers pods too, and a star before a slash any resource. */
export function coversResource(entry: string, resource: string, subresource: string): boolean {
  if (entry === "*" || entry === (subresource === "" ? resource : `${resource}/${subresource}`)) return true;
  if (subresource !== "" && entry.startsWith("*/") && entry.slice(2) === subresource) return true;
  return entry.endsWith("/*") && entry.slice(0, -2) === resource;
}

/** What of a request a rule's resources look at. */
export type RequestTarget = Pick<AuditedResourceRequest, "apiGroup" | "resource" | "subresource" | "name">;

/** Whether one group of a rule's resources covers a request. */
export function coversTarget({ group, resources, resourceNames }: GroupResources, request: RequestTarget): boolean {
  if (group !== request.apiGroup && group !== "*") return false;
  if (resources.length === 0) return true;
  if (resourceNames.length > 0 && !resourceNames.includes(request.name)) return false;
  return resources.some((entry) => coversResource(entry, request.resource, request.subresource));
}

function whoMismatch({ users, userGroups }: AuditRule, { user }: AuditedRequest): RuleField | undefined {
  if (users.length > 0 && (user === undefined || !users.includes(user.username))) return "users";
  if (userGroups.length > 0 && user?.groups?.some((group) => userGroups.includes(group)) !== true) return "userGroups";
  return undefined;
}

function resourceMismatch(rule: AuditRule, request: AuditedRequest): RuleField | undefined {
  const { namespaces, resources } = rule;
  if (!isResourceRequest(request)) return namespaces.length > 0 ? "namespaces" : "resources";
  if (namespaces.length > 0 && !namespaces.includes(request.namespace)) return "namespaces";
  if (resources.length === 0 || resources.some((group) => coversTarget(group, request))) return undefined;
  return "resources";
}

/** The first field of the rule that does not fit the request; undefined when the rule takes it. Linear in the rule. */
export function mismatch(rule: AuditRule, request: AuditedRequest): RuleField | undefined {
  const who = whoMismatch(rule, request);
  if (who !== undefined) return who;
  if (rule.verbs.length > 0 && !rule.verbs.includes(request.verb)) return "verbs";
  if (rule.namespaces.length > 0 || rule.resources.length > 0) return resourceMismatch(rule, request);
  if (rule.nonResourceURLs.length === 0) return undefined;
  const { path } = request;
  if (path !== undefined && rule.nonResourceURLs.some((spec) => coversPath(spec, path))) return undefined;
  return "nonResourceURLs";
}

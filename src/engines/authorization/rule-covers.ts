// Whether an RBAC rule allows a request (k8s.io/component-helpers auth/rbac/validation and pkg/apis/rbac/v1/evaluation_helpers.go).
import type { PolicyRule } from "../../kubernetes/index.ts";
import { trimStars } from "./trim-stars.ts";

/** A request for a resource; `resource` holds the subresource: `pods/exec`. */
export interface ResourceRequest {
  readonly verb: string;
  /** Empty for the core group. */
  readonly apiGroup: string;
  readonly resource: string;
  /** The subresource again; what follows the first slash, unless it is told. */
  readonly subresource?: string;
  /** Empty for requests without a name: list, create of a whole object, deletecollection. */
  readonly name: string;
}

/** A request for a path that is no resource: `/metrics`. */
export interface PathRequest {
  readonly verb: string;
  readonly path: string;
}

function listed(list: readonly string[] | undefined, wanted: string): boolean {
  return list !== undefined && (list.includes("*") || list.includes(wanted));
}

function afterSlash(resource: string): string {
  const slash = resource.indexOf("/");
  return slash === -1 ? "" : resource.slice(slash + 1);
}

/** A resource is covered by `*`, by itself, and as a subresource by any resource's same subresource; `pods/*` covers nothing. */
export function coversResource(rule: PolicyRule, resource: string, subresource = afterSlash(resource)): boolean {
  if (listed(rule.resources, resource)) return true;
  return subresource !== "" && rule.resources?.includes(`*/${subresource}`) === true;
}

/** Whether a rule allows a verb on a resource, leaving aside the names it may be limited to. */
export function coversKind(
  rule: PolicyRule,
  verb: string,
  apiGroup: string,
  resource: string,
  subresource?: string,
): boolean {
  return listed(rule.verbs, verb) && listed(rule.apiGroups, apiGroup) && coversResource(rule, resource, subresource);
}

/** Names are compared as they are; a rule without names covers every name and requests without one. */
function coversName(rule: PolicyRule, name: string): boolean {
  const names = rule.resourceNames ?? [];
  return names.length === 0 || names.includes(name);
}

/** Whether one rule allows a request for a resource. Constant in all but the length of the rule's lists. */
export function allowsResource(rule: PolicyRule, request: ResourceRequest): boolean {
  const { verb, apiGroup, resource, subresource, name } = request;
  return coversKind(rule, verb, apiGroup, resource, subresource) && coversName(rule, name);
}

function coversPath(pattern: string, path: string): boolean {
  return pattern === path || (pattern.endsWith("*") && path.startsWith(trimStars(pattern)));
}

/** Whether one rule allows a request for a path; only stars at the end of a pattern stand for more. */
export function allowsPath(rule: PolicyRule, { verb, path }: PathRequest): boolean {
  return listed(rule.verbs, verb) && (rule.nonResourceURLs ?? []).some((pattern) => coversPath(pattern, path));
}

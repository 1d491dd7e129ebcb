// The ABAC authorizer (pkg/auth/authorizer/abac). Its wildcards are its own: they only look like RBAC's.
import type { RequestAttributes, ResourceAttributes, UserInfo } from "../../../kubernetes/index.ts";
import type { Opinion } from "../verdict.ts";
import type { AbacPolicy, AbacSpec } from "./abac-policy.ts";
import { trimStars } from "../trim-stars.ts";

/** What is named must match, and something must be named. `*` is anyone, though conversion leaves none. */
export function namesUser({ user, group }: AbacSpec, { username, groups = [] }: UserInfo): boolean {
  if (user !== "" && user !== "*" && user !== username) return false;
  if (group !== "" && group !== "*" && !groups.includes(group)) return false;
  return user !== "" || group !== "";
}

const readVerbs = new Set(["get", "list", "watch"]);

/** The subresource is not looked at: `pods` gives `pods/exec` too. */
function coversResource(spec: AbacSpec, { namespace, resource, apiGroup }: ResourceAttributes): boolean {
  const covers = (given: string, wanted: string): boolean => given === "*" || given === wanted;
  return covers(spec.namespace, namespace) && covers(spec.resource, resource) && covers(spec.apiGroup, apiGroup);
}

function coversPath(pattern: string, path: string): boolean {
  return pattern === path || (pattern.endsWith("*") && path.startsWith(trimStars(pattern)));
}

/** Whether one line allows a request. */
function policyAllows(policy: AbacSpec, attributes: RequestAttributes): boolean {
  if (!namesUser(policy, attributes.user)) return false;
  if (policy.readonly && !readVerbs.has(attributes.verb)) return false;
  return attributes.path === undefined
    ? coversResource(policy, attributes)
    : coversPath(policy.nonResourcePath, attributes.path);
}

/** Asks ABAC: the first line that allows decides. Linear in lines. */
export function authorizeAbac(policies: readonly AbacPolicy[], attributes: RequestAttributes): Opinion {
  const policy = policies.find((one) => policyAllows(one, attributes));
  if (policy === undefined) return { decision: "no-opinion", reason: "No policy matched.", evidence: [] };
  const { line } = policy;
  return {
    decision: "allow",
    reason: "",
    evidence: [{ source: "rule", text: `line ${line} of the policy file covers the request`, value: line }],
  };
}

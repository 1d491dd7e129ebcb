// Whether an RBAC rule allows a request (plugin/pkg/auth/authorizer/rbac RuleAllows).
import type { PolicyRule, RequestAttributes } from "../../../kubernetes/index.ts";
import { allowsPath, allowsResource } from "../rule-covers.ts";

/** A request with its resource and subresource put together once, for asking many rules. */
export interface RuleQuestion {
  /** The position of the first of the rules that allows the request, or -1. */
  readonly firstAllowing: (rules: readonly PolicyRule[]) => number;
}

/** Prepares a request for rules. Matching is linear in the rules' lists. */
export function ruleQuestion(attributes: RequestAttributes): RuleQuestion {
  if (attributes.path !== undefined) {
    const request = { verb: attributes.verb, path: attributes.path };
    return { firstAllowing: (rules) => rules.findIndex((rule) => allowsPath(rule, request)) };
  }
  const { verb, apiGroup, resource, subresource, name } = attributes;
  const combined = subresource === "" ? resource : `${resource}/${subresource}`;
  const request = { verb, apiGroup, name, subresource, resource: combined };
  return { firstAllowing: (rules) => rules.findIndex((rule) => allowsResource(rule, request)) };
}

// SelfSubjectRulesReview: what the authorizers can list of a user's rights in one namespace (pkg/registry/authorization/selfsubjectrulesreview).
import { joinErrors, type UserInfo } from "../../kubernetes/index.ts";
import { namesUser } from "./abac/authorize-abac.ts";
import type { AbacPolicy } from "./abac/abac-policy.ts";
import type { Authorizer, Chain } from "./chain.ts";
import { nodeIdentity } from "./node/node-identity.ts";
import { missingRole } from "./rbac/authorize-rbac.ts";
import type { RbacIndex } from "./rbac/rbac-index.ts";
import { bindingsOfUser } from "./rbac/rules-of-user.ts";

/** A right on resources. */
export interface ResourceRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** A right on paths. */
export interface NonResourceRule {
  readonly verbs: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** What can be listed; `incomplete` where an authorizer cannot list what it allows. Denials are never shown. */
export interface RulesReviewStatus {
  readonly resourceRules: readonly ResourceRule[];
  readonly nonResourceRules: readonly NonResourceRule[];
  readonly incomplete: boolean;
  readonly evaluationError?: string;
}

/** The answer of the API server: a status, or a 400. */
export type RulesReview = { readonly status: RulesReviewStatus } | { readonly error: string };

interface Listing {
  readonly resourceRules: readonly ResourceRule[];
  readonly nonResourceRules: readonly NonResourceRule[];
  readonly incomplete?: boolean;
  readonly errors?: readonly string[];
}

const nothing: Listing = { resourceRules: [], nonResourceRules: [] };
const everything: Listing = {
  resourceRules: [{ verbs: ["*"], apiGroups: ["*"], resources: ["*"] }],
  nonResourceRules: [{ verbs: ["*"], nonResourceURLs: ["*"] }],
};

function unlistable(kind: "node" | "webhook"): Listing {
  return { ...nothing, incomplete: true, errors: [`${kind} authorizer does not support user rule resolution`] };
}

function listRbac(index: RbacIndex, user: UserInfo, namespace: string): Listing {
  const bindings = bindingsOfUser(index, user, namespace);
  const rules = bindings.flatMap((bound) => bound.rules);
  return {
    resourceRules: rules.flatMap(({ verbs = [], apiGroups = [], resources = [], resourceNames = [] }) =>
      resources.length === 0 ? [] : [{ verbs, apiGroups, resources, resourceNames }],
    ),
    nonResourceRules: rules.flatMap(({ verbs = [], nonResourceURLs = [] }) =>
      nonResourceURLs.length === 0 ? [] : [{ verbs, nonResourceURLs }],
    ),
    errors: bindings.map(({ found }) => missingRole(found)).filter((text) => text !== ""),
  };
}

function listAbac(policies: readonly AbacPolicy[], user: UserInfo, namespace: string): Listing {
  const mine = policies.filter((one) => namesUser(one, user) && (one.namespace === "*" || one.namespace === namespace));
  const verbs = (one: AbacPolicy): readonly string[] => (one.readonly ? ["get", "list", "watch"] : ["*"]);
  return {
    resourceRules: mine.flatMap((one) =>
      one.resource === "" ? [] : [{ verbs: verbs(one), apiGroups: [one.apiGroup], resources: [one.resource] }],
    ),
    nonResourceRules: mine.flatMap((one) =>
      one.nonResourcePath === "" ? [] : [{ verbs: verbs(one), nonResourceURLs: [one.nonResourcePath] }],
    ),
  };
}

function listRules(authorizer: Authorizer, user: UserInfo, namespace: string): Listing {
  switch (authorizer.type) {
    case "RBAC":
      return listRbac(authorizer.rbac, user, namespace);
    case "ABAC":
      return listAbac(authorizer.abac, user, namespace);
    case "Node":
      return nodeIdentity(user) === undefined ? nothing : unlistable("node");
    case "Webhook":
      return unlistable("webhook");
    case "AlwaysAllow":
      return everything;
    case "AlwaysDeny":
      return nothing;
    default:
      return authorizer satisfies never;
  }
}

/**
 * What `kubectl auth can-i --list` is told. The built-in allowance of system:masters is not in it, duplicates are kept, and the
 * order is that of authorizers and bindings. Linear in the user's rules.
 */
export function reviewRules(chain: Chain, user: UserInfo, namespace: string): RulesReview {
  if (namespace === "") return { error: "no namespace on request" };
  const listings = chain.authorizers.map((authorizer) => listRules(authorizer, user, namespace));
  const errors = listings.flatMap((listing) => listing.errors ?? []);
  return {
    status: {
      resourceRules: listings.flatMap(({ resourceRules }) => resourceRules),
      nonResourceRules: listings.flatMap(({ nonResourceRules }) => nonResourceRules),
      incomplete: listings.some(({ incomplete }) => incomplete === true),
      ...(errors.length === 0 ? {} : { evaluationError: joinErrors(errors) }),
    },
  };
}

// What a request is allowed to do.
export type { AbacPolicy, AbacSpec } from "./abac/abac-policy.ts";
export { namesUser } from "./abac/authorize-abac.ts";
export { parseAbacPolicy, type AbacReading } from "./abac/parse-abac-policy.ts";
export { aggregateClusterRoles } from "../../model/index.ts";
export { authorize, type Authorization } from "./authorize.ts";
export type { Authorizer, Chain } from "./chain.ts";
export { answerRbacRequest, type RbacRequest, type RbacResponse } from "./escalation/answer-rbac-request.ts";
export { escalationFault } from "./escalation/confirm-no-escalation.ts";
export { uncoveredRules } from "./escalation/covers.ts";
export { forbiddenMessage } from "../../kubernetes/index.ts";
export type { RbacGuard, Refusal } from "./escalation/guard-rbac-write.ts";
export { kindNamed, decodeRbacObject, type RbacKind, type RbacObject } from "./escalation/rbac-kinds.ts";
export { validateRbac } from "./escalation/validate-rbac.ts";
export { matchConditions } from "./configuration/match-conditions.ts";
export { parseAuthorizationConfiguration } from "./configuration/parse-authorization-configuration.ts";
export type {
  ConfigurationReading,
  ConfiguredAuthorizer,
  WebhookSettings,
} from "./configuration/authorization-configuration.ts";
export { explainAuthorization, type Explanation, type NearMiss } from "./explain-authorization.ts";
export { kubeletAttributes, type KubeletServer } from "./kubelet-attributes.ts";
export { nodeAuthority, type NodeAuthority } from "./node/authorize-node.ts";
export { nodeIdentity } from "./node/node-identity.ts";
export type { NodeGraphObject, NodeGraphObjects } from "./node/node-objects.ts";
export { buildRbacIndex, type RbacIndex } from "./rbac/rbac-index.ts";
export type { ClusterRole, ClusterRoleBinding, RbacObjects, Role, RoleBinding } from "./rbac/rbac-objects.ts";
export type { BoundRules } from "./rbac/rbac-index.ts";
export { bindingsOfUser, rulesOfUser } from "./rbac/rules-of-user.ts";
export { whoCan, type Able, type AnonymousRequest, type Means } from "./rbac/who-can.ts";
export {
  allowsPath,
  allowsResource,
  coversKind,
  coversResource,
  type PathRequest,
  type ResourceRequest,
} from "./rule-covers.ts";
export {
  reviewRules,
  type NonResourceRule,
  type ResourceRule,
  type RulesReview,
  type RulesReviewStatus,
} from "./rules-review.ts";
export type { Decision, Verdict } from "./verdict.ts";
export { accessReview, accessReviewBody, type AccessReviewSpec } from "./webhook/access-review.ts";
export { answerByRules, type WebhookMatch, type WebhookRule } from "./webhook/answer-by-rules.ts";
export { whoCanByChain, type ChainAble, type ChainMeans, type ChainWhoCan } from "./who-can-chain.ts";
export type { MatchOutcome, WebhookAnswer, WebhookAuthority } from "./webhook/authorize-webhook.ts";

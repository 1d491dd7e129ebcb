// Access to a cluster: who is asked, what they answer, and what was not seen of it.
export {
  authorizerList,
  type AccessInputs,
  type AuthorizerList,
  type AuthorizerType,
  type ListedAuthorizer,
} from "./authorizer-list.ts";
export { accessView, rbacIndex, rbacObjects, type AccessView, type SeenAuthorizer } from "./access-view.ts";
export { decideAccess, seenChain, type AccessDecision } from "./decide-access.ts";
export { withImpliedGroups } from "./with-implied-groups.ts";

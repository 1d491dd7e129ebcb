// Questions of access: who may do what, and why.
export { askCan, type AccessCan, type AuthorizerAnswer } from "./can/ask-can.ts";
export {
  describeRequest,
  parseRawRequest,
  parseRequest,
  type ParsedRequest,
  type RequestWords,
} from "./parse-request.ts";
export { askWhoCan, type AccessWhoCan, type WhoCanOptions } from "./who-can/ask-who-can.ts";
export { accountFacts } from "./who-can/account-facts.ts";
export { askReview, type AccessReview } from "./review/ask-review.ts";
export type { ScopeRights } from "./review/scopes-of.ts";
export { askAccessDiff, type AccessDiff, type AccessDiffOptions, type SubjectDiff } from "./diff/ask-access-diff.ts";
export { askExplain, type AccessExplanation } from "./explain/ask-explain.ts";
export { parseRefusal } from "./explain/parse-refusal.ts";
export type { Refusal } from "./explain/refusal.ts";
export { leastRoleFor } from "./explain/least-role.ts";
export { askRisky, type AccessRisky, type RiskyOptions, type RiskySubject } from "./risky/ask-risky.ts";
export { chainGaps, gapSection, listSection } from "./answer-parts.ts";
export { rulesBeyond } from "./minimal-rules.ts";
export { askAccounts, type AccessAccounts, type AccountsOptions } from "./accounts/ask-accounts.ts";
export { askImpersonated, type AccessCanImpersonating, type Impersonated } from "./can/ask-impersonated.ts";

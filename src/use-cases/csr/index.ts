// Questions of certificate signing requests: what becomes of them, and whether to approve.
export type { RequestJudgement } from "./judge-request.ts";
export { usualUsages } from "./create/usual-usages.ts";
export { describeCreated, type CreatedFiles, type CsrCreate, type IssuedTo } from "./create/describe-created.ts";
export { nextCommands } from "./create/next-commands.ts";
export { refusalOfPlan } from "./create/refusal-of-plan.ts";
export { askCsrList, type CsrList } from "./list/ask-csr-list.ts";
export { readRequest, requestObject, type ReadRequest, type RequestTerms } from "./read-request.ts";
export { askCsrReview, type CsrReview } from "./review/ask-csr-review.ts";
export { signingWorld, type SigningInputs } from "./signing-world.ts";

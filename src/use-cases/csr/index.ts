// Questions of certificate signing requests: what becomes of them, and whether to approve.
export type { RequestJudgement } from "./judge-request.ts";
export { askCsrList, type CsrList } from "./list/ask-csr-list.ts";
export { readRequest, requestObject, type ReadRequest, type RequestTerms } from "./read-request.ts";
export { askCsrReview, type CsrReview } from "./review/ask-csr-review.ts";
export { signingWorld, type SigningInputs } from "./signing-world.ts";

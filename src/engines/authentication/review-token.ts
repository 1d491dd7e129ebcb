// TokenReview: who a token stands for (pkg/registry/authentication/tokenreview).
import { joinErrors, type UserInfo } from "../../kubernetes/index.ts";
import { authenticateHeaders, type Authentication } from "./authenticate.ts";
import type { Authenticators, Instruments, TokenReviewSpec } from "./authenticators.ts";

/** The status of a review, without what is empty. */
export interface TokenReviewStatus {
  readonly authenticated?: true;
  readonly user: Partial<UserInfo>;
  readonly audiences?: readonly string[];
  readonly error?: string;
}

/** The server's answer to a TokenReview; `authentication` is how it came to it. */
export type TokenReviewAnswer =
  | { readonly code: 201; readonly status: TokenReviewStatus; readonly authentication: Authentication }
  | { readonly code: 400; readonly message: string };

function statusOf(authentication: Authentication): TokenReviewStatus {
  if (authentication.outcome === "unauthorized") {
    const { errors } = authentication;
    return errors.length === 0 ? { user: {} } : { user: {}, error: joinErrors(errors) };
  }
  if (authentication.outcome === "bad-request" || authentication.outcome === "unknown") return { user: {} };
  const { username, ...rest } = authentication.user;
  const { audiences } = authentication;
  const user = { ...(username === "" ? {} : { username }), ...rest };
  return { authenticated: true, user, ...(audiences.length === 0 ? {} : { audiences }) };
}

/** Reviews a token for some audiences, those of the API where none are named. The status of an unknown answer says nothing. Never throws. */
export function reviewToken(
  authenticators: Authenticators,
  { token, audiences = [] }: TokenReviewSpec,
  instruments: Instruments,
): TokenReviewAnswer {
  if (token === "") return { code: 400, message: "token is required for TokenReview in authentication" };
  const wanted = audiences.length > 0 ? audiences : authenticators.apiAudiences;
  const headers = new Map([["Authorization", [`Bearer ${token}`]]]);
  const setting = { ...instruments, authenticators, audiences: wanted.length > 0 ? wanted : undefined };
  const request = { path: "", headers: [], certificates: [] };
  const authentication = authenticateHeaders(headers, request, setting);
  return { code: 201, status: statusOf(authentication), authentication };
}

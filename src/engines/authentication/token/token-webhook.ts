// A webhook that reviews tokens (apiserver plugin/pkg/authenticator/token/webhook).
import type { Setting } from "../authenticators.ts";
import { errorOpinion, intersect, noOpinion, userOf, type Opinion } from "../opinion.ts";

/** What the webhook says of a token. */
export function authenticateByWebhook(token: string, { authenticators, audiences }: Setting): Opinion {
  const { tokenWebhook, apiAudiences } = authenticators;
  const review = tokenWebhook?.({ token, ...(audiences === undefined ? {} : { audiences }) }) ?? "unseen";
  if (review === "unseen") return { kind: "unknown", why: "the token webhook was not asked" };
  if ("fault" in review) return errorOpinion(review.fault);
  const given = review.audiences ?? [];
  const accepted = audiences === undefined ? undefined : intersect(given.length > 0 ? given : apiAudiences, audiences);
  if (accepted?.length === 0) return noOpinion("the webhook's answer is for other audiences");
  if (review.authenticated !== true) {
    const error = review.error ?? "";
    return error === "" ? noOpinion("the webhook does not know the token") : errorOpinion(error);
  }
  const { username = "", uid = "", groups = [], extra } = review.user ?? {};
  const user = userOf(username, uid, groups, extra);
  return { kind: "user", user, ...(accepted === undefined ? {} : { audiences: accepted }) };
}

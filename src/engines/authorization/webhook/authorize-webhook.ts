// The Webhook authorizer (k8s.io/apiserver plugin/pkg/authorizer/webhook): match conditions, answer, failure policy.
import type { FeatureGates, RequestAttributes } from "../../../kubernetes/index.ts";
import type { Minor } from "../../../core/index.ts";
import { noOpinion, type Opinion } from "../verdict.ts";
import { accessReview, type AccessReviewSpec } from "./access-review.ts";

/** What a webhook answered, or what went wrong: a transport error, an HTTP error, a body that cannot be read. */
export type WebhookAnswer =
  | {
      readonly allowed?: boolean;
      readonly denied?: boolean;
      readonly reason?: string;
      readonly evaluationError?: string;
    }
  | { readonly fault: string };

/** How match conditions judge a review: they hold, one is false, or one failed and none is false. */
export type MatchOutcome = boolean | { readonly fault: string };

/** A webhook as an authorizer asks it; caching, retries and time limits are the business of whoever gives `answer`. */
export interface WebhookAuthority {
  /** Whether the webhook is asked at all; absent without match conditions. */
  readonly matches?: (review: AccessReviewSpec) => MatchOutcome;
  readonly answer: (review: AccessReviewSpec) => WebhookAnswer;
  /** What a fault means; NoOpinion unless an AuthorizationConfiguration says Deny. */
  readonly failurePolicy?: "NoOpinion" | "Deny";
}

const contradiction = "webhook subject access review returned both allow and deny response";

function failed(authority: WebhookAuthority, error: string, text: string): Opinion {
  const decision = authority.failurePolicy === "Deny" ? "deny" : "no-opinion";
  return {
    decision,
    reason: "",
    error,
    evidence: [{ source: "field", text, path: "failurePolicy", value: authority.failurePolicy ?? "NoOpinion" }],
  };
}

function opinionOf({
  allowed = false,
  denied = false,
  reason = "",
}: Exclude<WebhookAnswer, { fault: string }>): Opinion {
  const decision = denied ? "deny" : allowed ? "allow" : "no-opinion";
  const text = `the webhook answered allowed: ${allowed}, denied: ${denied}`;
  const evidence = [{ source: "object", text } as const];
  return denied && allowed ? { decision, reason, error: contradiction, evidence } : { decision, reason, evidence };
}

/** Asks a webhook. A denial ends the chain; evaluationError of the answer is not told further, as in Kubernetes. */
export function authorizeWebhook(
  authority: WebhookAuthority,
  attributes: RequestAttributes,
  version: Minor,
  gates?: FeatureGates,
): Opinion {
  const review = accessReview(attributes, version, gates);
  const matches = authority.matches?.(review) ?? true;
  if (matches === false) return noOpinion;
  if (matches !== true) return failed(authority, matches.fault, "a match condition failed and none is false");
  const answer = authority.answer(review);
  return "fault" in answer ? failed(authority, answer.fault, "the webhook could not be asked") : opinionOf(answer);
}

// A request decided by what was seen of the chain, and whether what was not seen could decide otherwise.
import {
  accessReview,
  authorize,
  type Authorization,
  type Authorizer,
  type Chain,
  type Decision,
} from "../../engines/authorization/index.ts";
import type { RequestAttributes } from "../../kubernetes/index.ts";
import type { Gap } from "../../model/index.ts";
import type { AccessView, SeenAuthorizer } from "./access-view.ts";

/** The answer. `answer` is unknown where something that was not seen could change it; `gaps` say what. */
export interface AccessDecision {
  readonly answer: "yes" | "no" | "unknown";
  /** What the authorizers that were seen decide among themselves. */
  readonly asSeen: Decision;
  readonly authorization: Authorization;
  readonly gaps: readonly Gap[];
}

/** The authorizers that can be asked, as the engine takes them. */
export function seenChain(view: AccessView): Chain {
  const authorizers = view.authorizers.flatMap((one): readonly Authorizer[] =>
    "authorizer" in one ? [one.authorizer] : [],
  );
  return { authorizers, version: view.version, featureGates: view.featureGates };
}

/** Only a webhook denies, so only a webhook that was not seen can take back what a later authorizer allows. */
function couldDeny(one: SeenAuthorizer): boolean {
  return "unseen" in one && one.type === "Webhook";
}

/** Those asked before the one that decided; all, where none did. */
function askedBefore(view: AccessView, { verdicts, authorizer }: Authorization): readonly SeenAuthorizer[] {
  if (authorizer === "") return view.authorizers;
  let seen = 0;
  const end = view.authorizers.findIndex((one) => "authorizer" in one && ++seen === verdicts.length);
  return end === -1 ? view.authorizers : view.authorizers.slice(0, end);
}

/** A webhook whose match conditions are false has no opinion, whatever it would answer. */
function mayAnswer(view: AccessView, attributes: RequestAttributes): (one: SeenAuthorizer) => boolean {
  const review = accessReview(attributes, view.version, view.featureGates);
  return (one) => !("skips" in one && one.skips !== undefined && one.skips(review));
}

function gapsOf(view: AccessView, authorization: Authorization, attributes: RequestAttributes): readonly Gap[] {
  const listGap = view.list.gap === undefined ? [] : [view.list.gap];
  const before = askedBefore(view, authorization).filter(mayAnswer(view, attributes));
  if (authorization.decision === "allow")
    return [...listGap, ...before.flatMap((one) => (couldDeny(one) && "unseen" in one ? [one.unseen] : []))];
  const unproven = before.flatMap((one) => ("unseen" in one ? [one.unseen] : one.gap === undefined ? [] : [one.gap]));
  return [...listGap, ...unproven];
}

/** Decides a request of a user whose groups are all listed. system:masters are allowed whatever else was seen. */
export function decideAccess(view: AccessView, attributes: RequestAttributes): AccessDecision {
  const authorization = authorize(seenChain(view), attributes);
  const { decision } = authorization;
  if (authorization.authorizer === "SystemMasters") return { answer: "yes", asSeen: decision, authorization, gaps: [] };
  const gaps = gapsOf(view, authorization, attributes);
  const answer = gaps.length > 0 ? "unknown" : decision === "allow" ? "yes" : "no";
  return { answer, asSeen: decision, authorization, gaps };
}

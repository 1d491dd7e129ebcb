// The authorization chain, decided as kube-apiserver decides it (k8s.io/apiserver pkg/authorization/union).
import type { Evidence } from "../../core/index.ts";
import { joinErrors, mastersGroup, type RequestAttributes } from "../../kubernetes/index.ts";
import { authorizeAbac } from "./abac/authorize-abac.ts";
import { joinedReason, type Authorizer, type Chain } from "./chain.ts";
import { authorizeNode } from "./node/authorize-node.ts";
import { authorizeRbac } from "./rbac/authorize-rbac.ts";
import type { Decision, Opinion, Verdict } from "./verdict.ts";
import { authorizeWebhook } from "./webhook/authorize-webhook.ts";

/** What the chain answers, with the proof. */
export interface Authorization {
  readonly decision: Decision;
  /** The authorizer that allowed or denied, by its name or else its type; "" where none did; `SystemMasters` is built in. */
  readonly authorizer: string;
  /** Of the authorizer that decided; where none did, the reasons of all, one a line. */
  readonly reason: string;
  /** Where set and the decision is no allow, the server answers 500 instead of 403. */
  readonly evaluationError?: string;
  /** Of the authorizers that were asked, in order: those after the one that decided are not. */
  readonly verdicts: readonly Verdict[];
  readonly evidence: readonly Evidence[];
}

/** How one authorizer answers when it is asked alone. */
export function askAuthorizer(authorizer: Authorizer, attributes: RequestAttributes, chain: Chain): Opinion {
  switch (authorizer.type) {
    case "Node":
      return authorizeNode(authorizer.node, attributes);
    case "RBAC":
      return authorizeRbac(authorizer.rbac, attributes);
    case "ABAC":
      return authorizeAbac(authorizer.abac, attributes);
    case "Webhook":
      return authorizeWebhook(authorizer.webhook, attributes, chain.version, chain.featureGates);
    case "AlwaysAllow":
      return {
        decision: "allow",
        reason: "",
        evidence: [{ source: "flag", text: "AlwaysAllow allows every request" }],
      };
    case "AlwaysDeny":
      return { decision: "no-opinion", reason: "Everything is forbidden.", evidence: [] };
    default:
      return authorizer satisfies never;
  }
}

const masters: Verdict = {
  authorizer: "SystemMasters",
  decision: "allow",
  reason: "",
  evidence: [
    {
      source: "rule",
      text: `the user is in the group ${mastersGroup}, which is allowed everything before any authorizer is asked`,
    },
  ],
};
const mastersAllowed: Authorization = { ...masters, verdicts: [masters] };

function decided(
  { authorizer, decision, reason, error, evidence }: Verdict,
  verdicts: readonly Verdict[],
): Authorization {
  const answer = { decision, authorizer, reason, verdicts, evidence };
  return error === undefined ? answer : { ...answer, evaluationError: error };
}

/**
 * Decides a request. Members of system:masters are allowed first; then the first authorizer that allows or denies decides, and
 * if none does, the request is refused with all their reasons. No group is implied: the caller lists system:authenticated.
 * Complexity is that of the authorizers asked.
 */
export function authorize(chain: Chain, attributes: RequestAttributes): Authorization {
  if (attributes.user.groups?.includes(mastersGroup) === true) return mastersAllowed;
  const verdicts: Verdict[] = [];
  const reasons: string[] = [];
  const errors: string[] = [];
  for (const authorizer of chain.authorizers) {
    const { decision, reason, error, evidence } = askAuthorizer(authorizer, attributes, chain);
    const name = authorizer.name ?? authorizer.type;
    const verdict =
      error === undefined
        ? { authorizer: name, decision, reason, evidence }
        : { authorizer: name, decision, reason, error, evidence };
    verdicts.push(verdict);
    if (decision !== "no-opinion") return decided(verdict, verdicts);
    if (reason !== "") reasons.push(joinedReason(authorizer, reason, chain.version));
    if (error !== undefined) errors.push(error);
  }
  const refused: Authorization = {
    decision: "no-opinion",
    authorizer: "",
    reason: reasons.join("\n"),
    verdicts,
    evidence: [],
  };
  return errors.length === 0 ? refused : { ...refused, evaluationError: joinErrors(errors) };
}

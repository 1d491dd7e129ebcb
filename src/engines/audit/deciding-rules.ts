// Who makes the difference: which rules decide a request, depending on who sends it.
import { decisionOf, evaluate, type AuditDecision } from "./evaluate.ts";
import { mismatch } from "./match-rule.ts";
import type { AuditedRequest, AuditPolicy } from "./policy.ts";

/** Senders and what is recorded of them: those one of `users` and (where both are given) in one of `userGroups` that no earlier entry takes. */
export interface DecisionForSome {
  /** Absent where any user counts. */
  readonly users?: readonly string[];
  readonly userGroups?: readonly string[];
  readonly decision: AuditDecision;
}

/** What is recorded of a request by who sends it; failed logins have no user. */
export interface DecisionsForAnyone {
  /** In the order of the rules; the last entry takes all who are left. */
  readonly senders: readonly DecisionForSome[];
  /** If the request came without credentials that hold. */
  readonly failedLogin: AuditDecision;
}

/** What a policy records of a request from anyone. Linear in the policy. */
export function decisionsForAnyone(policy: AuditPolicy, request: AuditedRequest): DecisionsForAnyone {
  const anonymous: AuditedRequest = { ...request, user: undefined };
  const failedLogin = evaluate(policy, anonymous);
  const senders: DecisionForSome[] = [];
  for (const [index, rule] of policy.rules.entries()) {
    const { users, userGroups } = rule;
    if (mismatch({ ...rule, users: [], userGroups: [] }, anonymous) !== undefined) continue;
    if (users.length === 0 && userGroups.length === 0) break;
    senders.push({
      ...(users.length > 0 ? { users } : {}),
      ...(userGroups.length > 0 ? { userGroups } : {}),
      decision: decisionOf(policy, index),
    });
  }
  return { senders: [...senders, { decision: failedLogin }], failedLogin };
}

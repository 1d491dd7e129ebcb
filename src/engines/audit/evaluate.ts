// What a policy decides about a request: the first rule that takes it (k8s.io/apiserver/pkg/audit/policy EvaluatePolicyRule).
import { describeMismatch } from "./describe-mismatch.ts";
import { mismatch, type RuleField } from "./match-rule.ts";
import type { AuditedRequest, AuditPolicy, AuditRule, Level, Stage } from "./policy.ts";

/** What is recorded of a request. */
export interface AuditDecision {
  readonly level: Level;
  /** No event is written at these stages: the policy's and the rule's together, sorted. */
  readonly omitStages: readonly Stage[];
  /** Whether recorded bodies lose metadata.managedFields. */
  readonly omitManagedFields: boolean;
  /** The index of the rule that decided; undefined where none matched, which is level None. */
  readonly rule: number | undefined;
}

/** Why a rule before the deciding one was passed over. */
export interface PassedRule {
  readonly rule: number;
  readonly field: RuleField;
  /** One sentence, with names from the policy and the request: untrusted text. */
  readonly because: string;
}

/** A decision with the rules passed over on the way to it. */
export interface ExplainedDecision {
  readonly decision: AuditDecision;
  readonly passed: readonly PassedRule[];
}

function decide(policy: AuditPolicy, rule: AuditRule | undefined, index: number | undefined): AuditDecision {
  return {
    level: rule?.level ?? "None",
    omitStages: [...new Set([...policy.omitStages, ...(rule?.omitStages ?? [])])].sort(),
    omitManagedFields: rule?.omitManagedFields ?? policy.omitManagedFields,
    rule: index,
  };
}

const decisions = new WeakMap<AuditPolicy, Map<number, AuditDecision>>();

/** What a rule of a policy decides, -1 for no rule. One object per rule: a log has millions of requests. */
export function decisionOf(policy: AuditPolicy, index: number): AuditDecision {
  const known = decisions.get(policy) ?? new Map<number, AuditDecision>();
  decisions.set(policy, known);
  const found = known.get(index) ?? decide(policy, policy.rules[index], index === -1 ? undefined : index);
  known.set(index, found);
  return found;
}

/** What the policy decides. Linear in the rules before the deciding one. */
export function evaluate(policy: AuditPolicy, request: AuditedRequest): AuditDecision {
  return decisionOf(
    policy,
    policy.rules.findIndex((rule) => mismatch(rule, request) === undefined),
  );
}

/** What the policy decides, and why each earlier rule did not. */
export function explain(policy: AuditPolicy, request: AuditedRequest): ExplainedDecision {
  const passed: PassedRule[] = [];
  for (const [index, rule] of policy.rules.entries()) {
    const field = mismatch(rule, request);
    if (field === undefined) return { decision: decisionOf(policy, index), passed };
    passed.push({ rule: index, field, because: describeMismatch(rule, request, field) });
  }
  return { decision: decisionOf(policy, -1), passed };
}

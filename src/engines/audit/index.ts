// Audit policies as kube-apiserver loads and applies them, and what requests leave behind under them.
export { decisionsForAnyone, type DecisionForSome, type DecisionsForAnyone } from "./deciding-rules.ts";
export { evaluate, explain, type AuditDecision, type ExplainedDecision, type PassedRule } from "./evaluate.ts";
export { parsePolicy, type PolicyReading } from "./parse-policy.ts";
export {
  levels,
  stages,
  type AuditedRequest,
  type AuditPolicy,
  type AuditRule,
  type GroupResources,
  type Level,
  type Stage,
} from "./policy.ts";
export type { PolicyWarning } from "./policy-warning.ts";
export {
  isLongRunning,
  recordOf,
  stagesOf,
  type DecodedBody,
  type Ending,
  type ObjectReference,
  type RecordedEvent,
  type RecordedRequest,
  type RequestRecord,
  type SentMetadata,
} from "./record.ts";
export { ruleReach, type RuleReach } from "./rule-reach.ts";

// What a check is and how checks are run.
export {
  defineCheck,
  domains,
  fieldEvidence,
  type Check,
  type Domain,
  type OptionSchema,
  type Read,
  type URLString,
} from "./check.ts";
export type { CheckContext, Examinable } from "./check-context.ts";
export { certificateHoldings, certificatesIn, type CertificateHolding } from "./certificate-holdings.ts";
export { containerLiterals, type ContainerLiteral } from "./container-literals.ts";
export { isDefaultDeny, openRules } from "./default-deny.ts";
export { boundDefault } from "./default-rules.ts";
export { fixField } from "./field-change.ts";
export { flagCheck, type FlagCheck } from "./flag-check.ts";
export { grantCheck, type GrantCheck, type Right } from "./grant-check.ts";
export {
  allOf,
  anyOf,
  judgeText,
  logsToFile,
  mustBe,
  mustBeAtLeast,
  mustBeSet,
  mustInclude,
  mustLastAtMost,
  mustBeLoopback,
  mustNotBe,
  mustNotBeSet,
  mustNotInclude,
  mustRunPlugin,
  type Judge,
  type Judgement,
} from "./flag-judges.ts";
export { hostPathReach } from "./host-path-reach.ts";
export { labelEvidence, labelPath } from "./label-evidence.ts";
export {
  podSecurityCheck,
  withoutRefusedItems,
  type PodSecurityCheck,
  type RefusedPlace,
} from "./pod-security-check.ts";
export { enforcedPolicy, podSecurityServer } from "./pod-security-server.ts";
export { powersHeld } from "./powers-held.ts";
export { bindingReads, roleReads } from "./rbac-reads.ts";
export { abilityOf, greatestPower, severityOfPower } from "./held-power.ts";
export { holdEvidence, listed, lower, placeOf, severityOfHold, subjectsOf } from "./role-hold.ts";
export { runChecks, type CheckFinding, type CheckResult, type RunOptions } from "./run-checks.ts";
export { webhookReads } from "./webhook-reads.ts";
export { workloadReads } from "./workload-reads.ts";

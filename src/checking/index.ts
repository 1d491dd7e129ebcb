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
export { flagCheck, type FlagCheck } from "./flag-check.ts";
export {
  allOf,
  anyOf,
  logsToFile,
  mustBe,
  mustBeAtLeast,
  mustBeSet,
  mustInclude,
  mustLastAtMost,
  mustNotBe,
  mustNotBeSet,
  mustNotInclude,
  mustRunPlugin,
  type Judge,
  type Judgement,
} from "./flag-judges.ts";
export { runChecks, type CheckFinding, type CheckResult, type RunOptions } from "./run-checks.ts";
export { workloadReads } from "./workload-reads.ts";

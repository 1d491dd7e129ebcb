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
export { runChecks, type CheckFinding, type CheckResult, type RunOptions } from "./run-checks.ts";
export { workloadReads } from "./workload-reads.ts";

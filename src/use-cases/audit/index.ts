// Questions about audit: what a policy records, and what it misses.
export { explainAuditPolicy, type AskedEnding, type AuditPolicyExplanation } from "./policy/explain-policy.ts";
export { lintAuditPolicy, type AuditPolicyLint, type PolicyLint } from "./policy/lint-policy.ts";
export { readPolicy, type ReadPolicy } from "./policy/read-policy.ts";
export { generateAuditPolicy, type GeneratedAuditPolicy } from "./policy/generate-policy.ts";
export { auditPolicyCoverage, type AuditPolicyCoverage, type CoverageEntry } from "./policy/policy-coverage.ts";
export { profileNames, type ProfileName } from "./policy/policy-profiles.ts";

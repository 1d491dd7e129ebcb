// For tests of checks, ours and users' own.
export * from "./builders.ts";
export type { CheckCase, ExpectedFinding } from "./check-case.ts";
export { modelOf, type ModelTraits } from "./model-of.ts";
export { testCheck, type TestFunctions } from "./test-check.ts";

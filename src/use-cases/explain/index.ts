// Explaining one check.
export type { CheckExample, CheckExplanation } from "./check-explanation.ts";
export { explain, type ExplainOptions } from "./explain.ts";

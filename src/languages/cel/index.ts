// The Common Expression Language as Kubernetes uses it: text in, values and costs out.
export { celFromJson, celToJson } from "./values/json-values.ts";
export { celUnknown, type CelFault } from "./values/cel-fault.ts";
export {
  celTypes,
  formatCelType,
  listOf,
  mapOf,
  objectOf,
  optionalOf,
  sameCelType,
  type CelKind,
  type CelType,
} from "./values/cel-type.ts";
export {
  CelDuration,
  CelMap,
  CelOptional,
  CelTimestamp,
  CelTypeValue,
  CelUint,
  type CelKey,
  type CelValue,
} from "./values/cel-value.ts";
export { compileCel, type CelCompilation, type CelProgram } from "./compile-cel.ts";
export { describeCelErrors, type CelError } from "./syntax/cel-error.ts";
export { evaluateCel, type CelBindings, type CelEvaluation, type CelEvaluationOptions } from "./evaluate-cel.ts";
export type { CelEnvironment, CelObjectType } from "./environment.ts";
export type { CelExpression } from "./syntax/expression.ts";
export { kubernetesDialect, standardDialect, type CelDialect } from "./library/dialect.ts";
export {
  celAuthorizer,
  authorizerType,
  type CelAuthorizer,
  type CelAuthorizationRequest,
  type CelDecision,
} from "./library/authorizer-value.ts";
export { printCel } from "./syntax/print-expression.ts";
export { partsOf, selectsOf } from "./syntax/selects-of.ts";
export type { CelRegex, CelRegexEngine, CelRegexMatch } from "./regex-engine.ts";

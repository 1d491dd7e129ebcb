// Match conditions of a webhook: CEL over the review it would be sent (k8s.io/apiserver pkg/authorization/cel).
import type { JsonObject, Minor } from "../../../core/index.ts";
import {
  celFromJson,
  celTypes,
  compileCel,
  describeCelErrors,
  evaluateCel,
  formatCelType,
  kubernetesDialect,
  listOf,
  mapOf,
  objectOf,
  sameCelType,
  type CelEnvironment,
  type CelProgram,
  type CelRegexEngine,
} from "../../../languages/cel/index.ts";
import { joinErrors } from "../../../kubernetes/index.ts";
import type { AccessReviewSpec } from "../webhook/access-review.ts";
import type { MatchOutcome } from "../webhook/authorize-webhook.ts";

const { string } = celTypes;
const strings = listOf(string);
const selectorFields = { rawSelector: string, requirements: listOf(objectOf("kubernetes.SelectorRequirement")) };

/** The type of `request` (buildRequestType). */
const objects = {
  "kubernetes.SubjectAccessReviewSpec": {
    fields: {
      resourceAttributes: objectOf("kubernetes.ResourceAttributes"),
      nonResourceAttributes: objectOf("kubernetes.NonResourceAttributes"),
      user: string,
      groups: strings,
      extra: mapOf(string, strings),
      uid: string,
    },
  },
  "kubernetes.ResourceAttributes": {
    fields: {
      namespace: string,
      verb: string,
      group: string,
      version: string,
      resource: string,
      subresource: string,
      name: string,
      fieldSelector: objectOf("kubernetes.FieldSelectorAttributes"),
      labelSelector: objectOf("kubernetes.LabelSelectorAttributes"),
    },
  },
  "kubernetes.NonResourceAttributes": { fields: { path: string, verb: string } },
  "kubernetes.FieldSelectorAttributes": { fields: selectorFields },
  "kubernetes.LabelSelectorAttributes": { fields: selectorFields },
  "kubernetes.SelectorRequirement": { fields: { key: string, operator: string, values: strings } },
};

/** An expression that can be evaluated, or what the API server says of it. */
export type MatchCondition = { readonly program: CelProgram } | { readonly fault: string };

/** Compiles one match condition for an API server of a version. */
export function compileMatchCondition(source: string, version: Minor, regex: CelRegexEngine): MatchCondition {
  const environment: CelEnvironment = {
    variables: { request: objectOf("kubernetes.SubjectAccessReviewSpec") },
    dialect: kubernetesDialect(version),
    regex,
    objects,
  };
  const compiled = compileCel(source, environment);
  if (!compiled.ok) return { fault: `compilation failed: ${describeCelErrors(source, compiled.errors)}` };
  if (sameCelType(compiled.resultType, celTypes.bool)) return { program: compiled.program };
  return { fault: `must evaluate to bool but got ${formatCelType(compiled.resultType)}` };
}

/** The review as expressions see it: every text is there, if empty (convertObjectToUnstructured). */
function visible({
  user,
  uid = "",
  groups = [],
  extra = {},
  resourceAttributes,
  nonResourceAttributes,
}: AccessReviewSpec) {
  const base: JsonObject = { user, uid, groups: [...groups], extra };
  if (nonResourceAttributes !== undefined) {
    const { path = "", verb = "" } = nonResourceAttributes;
    return { ...base, nonResourceAttributes: { path, verb } };
  }
  const empty = { namespace: "", verb: "", group: "", version: "", resource: "", subresource: "", name: "" };
  return { ...base, resourceAttributes: { ...empty, ...resourceAttributes } as unknown as JsonObject };
}

/**
 * How conditions judge a review: false as soon as one is false, though others fail; a fault where one fails and none is false
 * (matcher.go Eval). Each is bounded by the server's cost limit.
 */
export function matchConditions(programs: readonly CelProgram[]): (review: AccessReviewSpec) => MatchOutcome {
  return (review) => {
    const bindings = { request: celFromJson(visible(review)) };
    const faults: string[] = [];
    for (const program of programs) {
      const result = evaluateCel(program, bindings);
      if ("error" in result)
        faults.push(`cel evaluation error: expression '${program.source}' resulted in error: ${result.error}`);
      else if (result.value === false) return false;
    }
    return faults.length === 0 ? true : { fault: joinErrors(faults) };
  };
}

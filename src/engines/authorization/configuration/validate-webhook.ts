// What is wrong with a webhook of an AuthorizationConfiguration (pkg/apis/apiserver/validation ValidateWebhookConfiguration).
import { isJsonObject, type JsonObject } from "../../../core/index.ts";
import type { CelProgram, CelRegexEngine } from "../../../languages/cel/index.ts";
import { formatGoDuration, parseGoDuration, type FieldErrors } from "../../../kubernetes/index.ts";
import type { WebhookSettings } from "./authorization-configuration.ts";

import { compileMatchCondition } from "./match-conditions.ts";

const mostConditions = 64;

function textAt(fields: JsonObject, key: string): string {
  const value = fields[key];
  return typeof value === "string" ? value : "";
}

const longestTimeout = 30;

function validateTimeout(fields: JsonObject, path: string, errors: FieldErrors): number {
  const seconds = parseGoDuration(textAt(fields, "timeout")) ?? 0;
  if (seconds === 0) errors.required(`${path}.timeout`);
  else if (seconds < 0 || seconds > longestTimeout)
    errors.invalid(`${path}.timeout`, formatGoDuration(seconds), [`must be > 0s and <= ${longestTimeout}s`]);
  return seconds;
}

/** A time to live of zero is the default (pkg/apis/apiserver/v1 defaults.go). */
function validateTtl(fields: JsonObject, key: string, fallback: number, path: string, errors: FieldErrors): number {
  const seconds = parseGoDuration(textAt(fields, key)) ?? 0;
  if (seconds < 0) errors.invalid(`${path}.${key}`, formatGoDuration(seconds), ["must be > 0s"]);
  return seconds === 0 ? fallback : seconds;
}

function validateConnection(webhook: JsonObject, path: string, errors: FieldErrors): string | undefined {
  const { connectionInfo } = webhook;
  const info = isJsonObject(connectionInfo) ? connectionInfo : {};
  const [type, file] = [textAt(info, "type"), info["kubeConfigFile"]];
  const at = `${path}.connectionInfo`;
  if (type === "") errors.required(`${at}.type`);
  else if (type === "InClusterConfig") {
    if (typeof file === "string")
      errors.invalid(`${at}.kubeConfigFile`, file, ["can only be set when type=KubeConfigFile"]);
  } else if (type !== "KubeConfigFile") {
    const shown = `{"Type":${JSON.stringify(type)},"KubeConfigFile":${JSON.stringify(file ?? null)}}`;
    errors.notSupportedAs(`${at}.type`, shown, ["InClusterConfig", "KubeConfigFile"]);
  } else if (typeof file !== "string" || file === "") errors.required(`${at}.kubeConfigFile`);
  else if (!file.startsWith("/")) errors.invalid(`${at}.kubeConfigFile`, file, ["must be an absolute path"]);
  else return file;
  return undefined;
}

function validateVersions(webhook: JsonObject, path: string, hasConditions: boolean, errors: FieldErrors): void {
  const review = textAt(webhook, "subjectAccessReviewVersion");
  if (review === "") errors.required(`${path}.subjectAccessReviewVersion`);
  else if (review !== "v1" && review !== "v1beta1")
    errors.notSupported(`${path}.subjectAccessReviewVersion`, review, ["v1", "v1beta1"]);
  const at = `${path}.matchConditionSubjectAccessReviewVersion`;
  const match = textAt(webhook, "matchConditionSubjectAccessReviewVersion");
  if (match === "" && hasConditions) errors.required(at, "required if match conditions are specified");
  else if (match !== "" && match !== "v1") errors.notSupported(at, match, ["v1"]);
}

function validateConditions(
  webhook: JsonObject,
  path: string,
  errors: FieldErrors,
  regex: CelRegexEngine,
): readonly CelProgram[] {
  const { matchConditions } = webhook;
  const list: readonly unknown[] = Array.isArray(matchConditions) ? matchConditions : [];
  if (list.length > mostConditions) {
    errors.tooMany(`${path}.matchConditions`, list.length, mostConditions);
    return [];
  }
  const seen = new Set<string>();
  return list.flatMap((condition, index): readonly CelProgram[] => {
    const at = `${path}.matchConditions[${index}].expression`;
    const expression = isJsonObject(condition) ? textAt(condition, "expression") : "";
    if (expression.trim() === "") errors.required(at);
    else if (seen.has(expression)) errors.duplicate(at, expression);
    else {
      seen.add(expression);
      const compiled = compileMatchCondition(expression, errors.version, regex);
      if ("program" in compiled) return [compiled.program];
      errors.invalid(at, expression, [compiled.fault]);
    }
    return [];
  });
}

/** The settings of a webhook; where `errors` got something, they are not to be used. */
export function validateWebhook(
  webhook: JsonObject,
  path: string,
  errors: FieldErrors,
  regex: CelRegexEngine,
): WebhookSettings {
  const timeout = validateTimeout(webhook, path, errors);
  const authorizedTTL = validateTtl(webhook, "authorizedTTL", 300, path, errors);
  const unauthorizedTTL = validateTtl(webhook, "unauthorizedTTL", 30, path, errors);
  const conditions = webhook["matchConditions"];
  validateVersions(webhook, path, Array.isArray(conditions) && conditions.length > 0, errors);
  const failurePolicy = textAt(webhook, "failurePolicy");
  if (failurePolicy === "") errors.required(`${path}.failurePolicy`);
  else if (failurePolicy !== "NoOpinion" && failurePolicy !== "Deny")
    errors.notSupported(`${path}.failurePolicy`, failurePolicy, ["NoOpinion", "Deny"]);
  const kubeConfigFile = validateConnection(webhook, path, errors);
  return {
    timeout,
    authorizedTTL,
    unauthorizedTTL,
    cacheAuthorizedRequests: webhook["cacheAuthorizedRequests"] !== false,
    cacheUnauthorizedRequests: webhook["cacheUnauthorizedRequests"] !== false,
    subjectAccessReviewVersion: textAt(webhook, "subjectAccessReviewVersion") === "v1beta1" ? "v1beta1" : "v1",
    failurePolicy: failurePolicy === "Deny" ? "Deny" : "NoOpinion",
    ...(kubeConfigFile === undefined ? {} : { kubeConfigFile }),
    matchConditions: validateConditions(webhook, path, errors, regex),
  };
}

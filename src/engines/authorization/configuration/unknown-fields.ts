// Fields an AuthorizationConfiguration does not have: the file is read strictly.
import { compareMinor, isJsonObject, type JsonObject, type Minor } from "../../../core/index.ts";

const webhookFields = [
  "authorizedTTL",
  "unauthorizedTTL",
  "timeout",
  "subjectAccessReviewVersion",
  "matchConditionSubjectAccessReviewVersion",
  "failurePolicy",
  "connectionInfo",
  "matchConditions",
];

function extra(fields: JsonObject, known: readonly string[], path: string): readonly string[] {
  return Object.keys(fields)
    .filter((key) => !known.includes(key))
    .map((key) => `${path}${key}`);
}

function ofWebhook(webhook: JsonObject, path: string, version: Minor): readonly string[] {
  const cached = compareMinor(version, "1.34") >= 0 ? ["cacheAuthorizedRequests", "cacheUnauthorizedRequests"] : [];
  const { connectionInfo, matchConditions } = webhook;
  const conditions = Array.isArray(matchConditions) ? (matchConditions as readonly unknown[]) : [];
  return [
    ...extra(webhook, [...webhookFields, ...cached], path),
    ...(isJsonObject(connectionInfo)
      ? extra(connectionInfo, ["type", "kubeConfigFile"], `${path}connectionInfo.`)
      : []),
    ...conditions.flatMap((one, index) =>
      isJsonObject(one) ? extra(one, ["expression"], `${path}matchConditions[${index}].`) : [],
    ),
  ];
}

/** Paths of the fields that are not known, as the server names them. */
export function unknownFields(value: JsonObject, version: Minor): readonly string[] {
  const list = Array.isArray(value["authorizers"]) ? (value["authorizers"] as readonly unknown[]) : [];
  return [
    ...list.flatMap((item, index) => {
      if (!isJsonObject(item)) return [];
      const path = `authorizers[${index}].`;
      const { webhook } = item;
      return [
        ...extra(item, ["type", "name", "webhook"], path),
        ...(isJsonObject(webhook) ? ofWebhook(webhook, `${path}webhook.`, version) : []),
      ];
    }),
    ...extra(value, ["apiVersion", "kind", "authorizers"], ""),
  ];
}

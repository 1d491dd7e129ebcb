// Reads the file of --authorization-config as kube-apiserver loads it (pkg/kubeapiserver/authorizer LoadAndValidateData).
import { compareMinor, isJsonObject, type JsonObject, type Minor } from "../../../core/index.ts";
import type { CelRegexEngine } from "../../../languages/cel/index.ts";
import { FieldErrors, joinErrors, subdomainFaults } from "../../../kubernetes/index.ts";
import type { ConfigurationReading, ConfiguredAuthorizer } from "./authorization-configuration.ts";
import { unknownFields } from "./unknown-fields.ts";
import { validateWebhook } from "./validate-webhook.ts";

const group = "apiserver.config.k8s.io";
const types = ["ABAC", "AlwaysAllow", "AlwaysDeny", "Node", "RBAC", "Webhook"] as const;

/** Versions a server reads: v1alpha1 since 1.29, v1beta1 since 1.30, v1 since 1.32. */
function readVersions(version: Minor): readonly string[] {
  const since: readonly (readonly [string, Minor])[] = [
    ["v1alpha1", "1.29"],
    ["v1beta1", "1.30"],
    ["v1", "1.32"],
  ];
  return since.filter(([, minor]) => compareMinor(version, minor) >= 0).map(([name]) => `${group}/${name}`);
}

function loadFault(value: JsonObject, version: Minor): string | undefined {
  const { apiVersion, kind } = value;
  if (typeof kind !== "string" || kind === "") return "Object 'Kind' is missing";
  if (typeof apiVersion !== "string" || apiVersion === "") return "Object 'apiVersion' is missing";
  if (kind !== "AuthorizationConfiguration" || !readVersions(version).includes(apiVersion))
    return `no kind "${kind}" is registered for version "${apiVersion}"`;
  const unknown = unknownFields(value, version);
  return unknown.length === 0
    ? undefined
    : `strict decoding error: ${unknown.map((path) => `unknown field "${path}"`).join(", ")}`;
}

interface Seen {
  readonly types: Set<string>;
  readonly names: Set<string>;
}

function validateName(name: string, path: string, seen: Seen, errors: FieldErrors): void {
  const faults = subdomainFaults(name, errors.version);
  if (name === "") errors.required(`${path}.name`);
  else if (seen.names.has(name)) errors.duplicate(`${path}.name`, name);
  else if (faults.length > 0)
    errors.invalid(`${path}.name`, name, [`authorizer name is invalid: ${faults.join(", ")}`]);
  seen.names.add(name);
}

function validateAuthorizer(
  item: JsonObject,
  path: string,
  seen: Seen,
  errors: FieldErrors,
  regex: CelRegexEngine,
): ConfiguredAuthorizer | undefined {
  const given = typeof item["type"] === "string" ? item["type"] : "";
  const type = types.find((one) => one === given);
  if (type === undefined) {
    if (given === "") errors.required(`${path}.type`);
    else errors.notSupported(`${path}.type`, given, types);
    return undefined;
  }
  if (seen.types.has(type) && type !== "Webhook") {
    errors.duplicate(`${path}.type`, type);
    return undefined;
  }
  seen.types.add(type);
  const name = typeof item["name"] === "string" ? item["name"] : "";
  validateName(name, path, seen, errors);
  const { webhook } = item;
  if (type !== "Webhook") {
    if (isJsonObject(webhook))
      errors.invalid(`${path}.webhook`, "non-null", ["may only be specified when type=Webhook"]);
    return { type, name };
  }
  if (!isJsonObject(webhook)) {
    errors.required(`${path}.webhook`, "required when type=Webhook");
    return undefined;
  }
  // kube-apiserver names the webhook's fields without the webhook.
  return { type, name, webhook: validateWebhook(webhook, path, errors, regex) };
}

/** Names are fixed for all but webhooks. */
function nameFaults(authorizers: readonly ConfiguredAuthorizer[]): readonly string[] {
  return authorizers.flatMap(({ type, name }) => {
    const expected = type.toLowerCase();
    return type === "Webhook" || name === expected
      ? []
      : [`expected name ${expected} for authorizer ${type} instead of ${name}`];
  });
}

/**
 * Reads a configuration, parsed from YAML or JSON. Faults are told as the API server tells them; those that need its files
 * (a kubeconfig that is not there) are not found. Linear, and each expression is bounded.
 */
export function parseAuthorizationConfiguration(
  value: unknown,
  version: Minor,
  regex: CelRegexEngine,
): ConfigurationReading {
  if (!isJsonObject(value)) return { faults: ["Object 'Kind' is missing"] };
  const fault = loadFault(value, version);
  if (fault !== undefined) return { faults: [fault] };
  const errors = new FieldErrors(version);
  const list: readonly unknown[] = Array.isArray(value["authorizers"]) ? value["authorizers"] : [];
  if (list.length === 0) errors.required("authorizers", "at least one authorization mode must be defined");
  const seen: Seen = { types: new Set(), names: new Set() };
  const authorizers = list.flatMap((item, index): readonly ConfiguredAuthorizer[] => {
    const fields = isJsonObject(item) ? item : {};
    const authorizer = validateAuthorizer(fields, `authorizers[${index}]`, seen, errors, regex);
    return authorizer === undefined ? [] : [authorizer];
  });
  if (errors.messages.length > 0) return { faults: [joinErrors(errors.messages)] };
  const names = nameFaults(authorizers);
  return names.length > 0 ? { faults: [joinErrors(names)] } : { authorizers };
}

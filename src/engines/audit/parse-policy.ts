// The text of an audit policy file to a policy, with the errors kube-apiserver ends its start with (k8s.io/apiserver/pkg/audit/policy/reader.go).
import {
  compareMinor,
  didYouMean,
  formatPath,
  isJsonObject,
  stringifyJson,
  type JsonObject,
  type JsonValue,
  type Minor,
} from "../../core/index.ts";
import { decodeGoJson, type UnknownField } from "./decode-go-json.ts";
import { decodeJsonIterator } from "./decode-json-iterator.ts";
import { interpretKind } from "./interpret-kind.ts";
import type { AuditPolicy } from "./policy.ts";
import { policySchema, type GoStruct } from "./policy-schema.ts";
import type { PolicyWarning } from "./policy-warning.ts";
import { readDocument } from "./read-document.ts";
import { suspectNames } from "./suspect-names.ts";
import { validatePolicy, type DecodedPolicy, type DecodedRule } from "./validate-policy.ts";

/**
 * A policy with its warnings, or the error of the server's log: `loading audit policy file: <error>: from file <name>`.
 * Errors of the syntax of YAML and JSON tell line and fault as nearly as our readers can; all others are the server's letter for letter,
 * but for the source line of Kubernetes that an error about an unknown kind ends with, which depends on how the server was built.
 */
export type PolicyReading =
  | { readonly policy: AuditPolicy; readonly warnings: readonly PolicyWarning[] }
  | { readonly error: string; readonly warnings: readonly PolicyWarning[] };

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly JsonValue[]).map((item) => (typeof item === "string" ? item : ""))
    : [];
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).map((item) => (isJsonObject(item) ? item : {})) : [];
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function decodeRule(rule: JsonObject, managed: boolean): DecodedRule {
  const omitManagedFields = managed ? own(rule, "omitManagedFields") : undefined;
  return {
    level: text(own(rule, "level")),
    users: texts(own(rule, "users")),
    userGroups: texts(own(rule, "userGroups")),
    verbs: texts(own(rule, "verbs")),
    resources: objects(own(rule, "resources")).map((group) => ({
      group: text(own(group, "group")),
      resources: texts(own(group, "resources")),
      resourceNames: texts(own(group, "resourceNames")),
    })),
    namespaces: texts(own(rule, "namespaces")),
    nonResourceURLs: texts(own(rule, "nonResourceURLs")),
    omitStages: texts(own(rule, "omitStages")),
    ...(typeof omitManagedFields === "boolean" ? { omitManagedFields } : {}),
  };
}

function decodePolicy(document: JsonObject, managed: boolean): DecodedPolicy {
  return {
    rules: objects(own(document, "rules")).map((rule) => decodeRule(rule, managed)),
    omitStages: texts(own(document, "omitStages")),
    omitManagedFields: managed && own(document, "omitManagedFields") === true,
  };
}

function unknownWarning({ path, key, known }: UnknownField): PolicyWarning {
  const message = `the API server knows no field ${JSON.stringify(key)} here and ignores it.${didYouMean(key, known)}`;
  return { code: "unknown-field", message, path: formatPath(path) };
}

/** Go's JSON text: what json-iterator's errors quote. */
function goText(document: JsonValue): string {
  return stringifyJson(document).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What the decoder of the server's version refuses; it is json-iterator until 1.22. */
function misfitOf(
  type: GoStruct,
  document: JsonValue,
  original: string | undefined,
  server: Minor,
): string | undefined {
  if (compareMinor(server, "1.23") >= 0) return decodeGoJson(type, document).misfit;
  return decodeJsonIterator(type, original ?? goText(document)) ?? decodeGoJson(type, document).misfit;
}

/**
 * Reads a policy file as a kube-apiserver of the given version does at its start. Never throws. Linear in the text.
 */
export function parsePolicy(file: string, server: Minor): PolicyReading {
  const read = readDocument(file);
  if ("error" in read) return { error: `failed decoding: ${read.error}`, warnings: [] };
  const document = isJsonObject(read.value) ? read.value : {};
  const kind = interpretKind(read.value, server);
  if ("error" in kind) return { error: `failed decoding: ${kind.error}`, warnings: read.ignored };
  if (kind.version === "__internal") {
    return {
      error: "unknown group version field audit.k8s.io/__internal, Kind=Policy in policy",
      warnings: read.ignored,
    };
  }
  const managed = compareMinor(server, "1.23") >= 0;
  const type = policySchema({ version: kind.version, omitManagedFields: managed });
  const misfit = misfitOf(type, document, read.json ? file : undefined, server);
  if (misfit !== undefined) return { error: `failed decoding: ${misfit}`, warnings: read.ignored };
  const decoded = decodePolicy(document, managed);
  const warnings = [...read.ignored, ...decodeGoJson(type, document).unknown.map(unknownWarning)];
  const error = validatePolicy(decoded, server);
  if (error !== undefined) return { error, warnings };
  const policy = decoded as AuditPolicy; // validated: levels and stages are known words
  return { policy, warnings: [...warnings, ...suspectNames(policy)] };
}

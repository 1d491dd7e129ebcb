// Which type a document asks for, and whether the server has it (apimachinery serializer/json Decode, runtime/scheme).
import { compareMinor, isJsonObject, type JsonObject, type JsonValue, type Minor } from "../../core/index.ts";
import { goQuote } from "../../kubernetes/index.ts";

/** A version of the Policy type that the server decodes; the internal one stands for a document without apiVersion. */
export type PolicyVersion = "v1" | "v1beta1" | "v1alpha1" | "__internal";

/** The version of the document's Policy, or the error of a document that is none. */
export type KindReading = { readonly version: PolicyVersion } | { readonly error: string };

const group = "audit.k8s.io";
const auditKinds = new Set(["Policy", "PolicyList", "Event", "EventList"]);
const optionKinds = new Set([
  "WatchEvent",
  "ListOptions",
  "GetOptions",
  "DeleteOptions",
  "CreateOptions",
  "UpdateOptions",
  "PatchOptions",
]);
/** Known in every group and version. */
const unversionedKinds = new Set(["Status", "APIVersions", "APIGroupList", "APIGroup", "APIResourceList"]);
const anonymousStruct = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;

function jsonTypeOf(value: JsonValue): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "bigint") return "number";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** Go's decoder takes keys of any case; the last key counts. */
function fieldOf(document: JsonObject, name: string): { readonly text: string } | { readonly error: string } {
  let text = "";
  for (const [key, value] of Object.entries(document)) {
    if (key.toLowerCase() !== name.toLowerCase() || value === null || value === undefined) continue;
    if (typeof value === "string") text = value;
    else return { error: `json: cannot unmarshal ${jsonTypeOf(value)} into Go struct field .${name} of type string` };
  }
  return { text };
}

function parseError(error: string): { readonly error: string } {
  return { error: `couldn't get version/kind; json parse error: ${error}` };
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What is missing is that of the type the server decodes into: the internal Policy. */
function withDefaults(apiVersion: string, kind: string): GroupVersionKind | { readonly error: string } {
  const parts = apiVersion.split("/");
  if (parts.length > 2) return { error: `unexpected GroupVersion string: ${apiVersion}` };
  const [first = "", second] = parts;
  const given = second === undefined ? { group: "", version: first } : { group: first, version: second };
  const internal = given.version === "" && (given.group === "" || given.group === group);
  return { ...(internal ? { group, version: "__internal" } : given), kind: kind === "" ? "Policy" : kind };
}

function servedVersions(server: Minor): readonly string[] {
  return compareMinor(server, "1.24") < 0 ? ["v1", "v1beta1", "v1alpha1", "__internal"] : ["v1", "__internal"];
}

/** The line of Kubernetes' source that names its scheme; other builds than the released ones print another place. */
function schemePlace(server: Minor): string {
  return `k8s.io/apiserver/pkg/audit/scheme.go:${compareMinor(server, "1.24") < 0 ? 32 : 30}`;
}

function unregistered({ group, version, kind }: GroupVersionKind, server: Minor): string {
  const groupVersion = group === "" ? version : `${group}/${version}`;
  const place =
    version === "__internal" ? `the internal version of group ${goQuote(group)}` : `version ${goQuote(groupVersion)}`;
  return `no kind ${goQuote(kind)} is registered for ${place} in scheme ${goQuote(schemePlace(server))}`;
}

function unconvertible(type: string): { readonly error: string } {
  return { error: `converting (${type}) to (audit.Policy): unknown conversion` };
}

/** Reads apiVersion and kind of a document for a server of the given version. */
export function interpretKind(document: JsonValue, server: Minor): KindReading {
  if (document !== null && !isJsonObject(document))
    return parseError(`json: cannot unmarshal ${jsonTypeOf(document)} into Go value of type ${anonymousStruct}`);
  const apiVersion = fieldOf(document ?? {}, "apiVersion");
  if ("error" in apiVersion) return parseError(apiVersion.error);
  const kind = fieldOf(document ?? {}, "kind");
  if ("error" in kind) return parseError(kind.error);
  const asked = withDefaults(apiVersion.text, kind.text);
  if ("error" in asked) return asked;
  const inGroup = asked.group === group && servedVersions(server).includes(asked.version);
  if (inGroup && asked.kind === "Policy") return { version: asked.version as PolicyVersion };
  const typeVersion = asked.version === "__internal" ? "audit" : asked.version;
  if (inGroup && auditKinds.has(asked.kind)) return unconvertible(`${typeVersion}.${asked.kind}`);
  const isCore = asked.group === "" && asked.version === "v1";
  const hasOptions = isCore || (inGroup && asked.version !== "__internal");
  if (unversionedKinds.has(asked.kind) || (hasOptions && optionKinds.has(asked.kind)))
    return unconvertible(`v1.${asked.kind}`);
  return { error: unregistered(asked, server) };
}

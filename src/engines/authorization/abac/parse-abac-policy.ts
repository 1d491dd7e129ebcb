// ABAC policy files: one policy a line (pkg/auth/authorizer/abac NewFromFile).
import { compareMinor, isJsonObject, type JsonObject, type JsonValue, type Minor } from "../../../core/index.ts";
import { goQuote } from "../../../kubernetes/index.ts";
import { parseYamlDocument } from "../../../languages/yaml/index.ts";
import { fromV0, fromV1beta1, type AbacPolicy, type AbacSpec } from "./abac-policy.ts";
import { v0Policy, v1beta1Policy, type StructType } from "./go-structures.ts";
import { goJsonSyntaxError } from "./go-json-syntax.ts";
import { goTypeError, goTypeOf } from "./go-type-error.ts";
import { jsoniterTypeError } from "./jsoniter-type-error.ts";

/** The policies of a file, or why the API server would not start with it. */
export type AbacReading =
  | { readonly policies: readonly AbacPolicy[] }
  | { readonly error: string; readonly line?: number };

const group = "abac.authorization.kubernetes.io";
const findKind = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`;
/** bufio.Scanner gives up on longer lines. */
const longestLine = 65_535;

const structures = new Map([
  [`${group}/v0`, v0Policy],
  [`${group}/v1beta1`, v1beta1Policy],
]);

type Read<T> = T | { readonly fault: string };

function isFault<T extends object>(read: Read<T>): read is { readonly fault: string } {
  return "fault" in read;
}

/** A value and the JSON it was decoded from: the line itself, or what its YAML stands for. */
function readValue(line: string): Read<{ readonly value: JsonValue; readonly json: string }> {
  if (line.trimStart().startsWith("{")) {
    const fault = goJsonSyntaxError(line);
    if (fault !== undefined) return { fault: `couldn't get version/kind; json parse error: ${fault}` };
    return { value: JSON.parse(line) as JsonValue, json: line };
  }
  const { value, faults } = parseYamlDocument(line);
  if (value === undefined) return { fault: `yaml: ${faults[0]?.message ?? "unreadable"}` };
  return {
    value,
    json: JSON.stringify(sorted(value), (_, inner: unknown) => (typeof inner === "bigint" ? Number(inner) : inner)),
  };
}

/** Go's maps are written in the order of their keys. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner ?? null)]));
}

interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
}

/** encoding/json takes keys in any case for these two, and the last one given. */
function typeMeta(value: JsonObject): Read<TypeMeta> {
  const found = { apiVersion: "", kind: "" };
  for (const [key, text] of Object.entries(value)) {
    const field = (["apiVersion", "kind"] as const).find((name) => name.toLowerCase() === key.toLowerCase());
    if (field === undefined || text === null || text === undefined) continue;
    if (typeof text !== "string") {
      const fault = `json: cannot unmarshal ${goTypeOf(text)} into Go struct field .${field} of type string`;
      return { fault: `couldn't get version/kind; json parse error: ${fault}` };
    }
    found[field] = text;
  }
  return found.apiVersion.split("/").length > 2
    ? { fault: `unexpected GroupVersion string: ${found.apiVersion}` }
    : found;
}

function notRegistered({ apiVersion, kind }: TypeMeta, version: Minor): string {
  // The text names the place in the source where the scheme was made.
  const old = compareMinor(version, "1.23") < 0;
  const scheme = old ? "k8s.io/kubernetes/pkg/apis/abac/register.go:33" : "pkg/runtime/scheme.go:111";
  return `no kind ${goQuote(kind)} is registered for version ${goQuote(apiVersion.replace(/^\//, ""))} in scheme ${goQuote(scheme)}`;
}

/** The structure a line is decoded into: v0 where it says neither version nor kind. */
function structureOf(meta: TypeMeta, version: Minor): Read<StructType> {
  const apiVersion = meta.apiVersion === "" ? `${group}/v0` : meta.apiVersion;
  const kind = meta.kind === "" ? "Policy" : meta.kind;
  const structure = structures.get(apiVersion);
  if (structure === undefined || kind !== "Policy") return { fault: notRegistered({ apiVersion, kind }, version) };
  if (structure === v1beta1Policy && meta.kind === "") {
    return { fault: "converting (v1beta1.Policy) to (v0.Policy): unknown conversion" };
  }
  return structure;
}

function specOf(fields: JsonObject): AbacSpec {
  const text = (key: string): string =>
    Object.hasOwn(fields, key) && typeof fields[key] === "string" ? fields[key] : "";
  return {
    user: text("user"),
    group: text("group"),
    readonly: Object.hasOwn(fields, "readonly") && fields["readonly"] === true,
    apiGroup: text("apiGroup"),
    resource: text("resource"),
    namespace: text("namespace"),
    nonResourcePath: text("nonResourcePath"),
  };
}

function parseLine(line: string, version: Minor): Read<AbacSpec> {
  const read = readValue(line);
  if (isFault(read)) return read;
  const { json } = read;
  const value = read.value ?? {};
  if (!isJsonObject(value)) {
    const fault = `json: cannot unmarshal ${goTypeOf(value)} into Go value of type ${findKind}`;
    return { fault: `couldn't get version/kind; json parse error: ${fault}` };
  }
  const meta = typeMeta(value);
  if (isFault(meta)) return meta;
  const structure = structureOf(meta, version);
  if (isFault(structure)) return structure;
  const wrong = compareMinor(version, "1.23") < 0 ? jsoniterTypeError(json, structure) : goTypeError(value, structure);
  if (wrong !== undefined) return { fault: wrong };
  if (structure === v0Policy) return fromV0(specOf(value));
  return fromV1beta1(specOf(isJsonObject(value["spec"]) ? value["spec"] : {}));
}

/**
 * Reads a policy file as the API server of a version does; `path` is what its error names. Blank lines and lines that begin
 * with # are skipped, and one line that cannot be read is an error for the file. Linear in the text.
 */
export function parseAbacPolicy(
  text: string,
  { version, path }: { readonly version: Minor; readonly path: string },
): AbacReading {
  const policies: AbacPolicy[] = [];
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  for (const [index, line] of lines.entries()) {
    if (line.length > longestLine) return { error: `error reading policy file ${path}: bufio.Scanner: token too long` };
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const spec = parseLine(line, version);
    if (isFault(spec)) {
      return { error: `error reading policy file ${path}, line ${index + 1}: ${line}: ${spec.fault}`, line: index + 1 };
    }
    policies.push({ ...spec, line: index + 1 });
  }
  return { policies };
}

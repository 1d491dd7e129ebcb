// From method and URL to what authorizers are told (k8s.io/apiserver/pkg/endpoints/request RequestInfoFactory).
import { compareMinor, type Minor } from "../core/index.ts";
import { parseFieldSelector } from "./field-selector.ts";
import { parseLabelQuery } from "./label-query.ts";
import type { RequestAttributes, ResourceAttributes } from "./request-attributes.ts";
import type { UserInfo } from "./user-info.ts";

const methodVerbs = new Map([
  ["POST", "create"],
  ["GET", "get"],
  ["HEAD", "get"],
  ["PUT", "update"],
  ["PATCH", "patch"],
  ["DELETE", "delete"],
]);
const verbsInPath = new Set(["proxy", "watch"]);
const namespaceSubresources = new Set(["status", "finalize"]);
const verbsWithSelectors = new Set(["list", "watch", "deletecollection"]);
const selectorsSince: Minor = "1.32";

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

type Query = ReadonlyMap<string, string>;

/** The first value of each key; pairs that Go's parser refuses are left out. */
function parseQuery(text: string): Query {
  const query = new Map<string, string>();
  for (const pair of text.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const equals = pair.indexOf("=");
    const [rawKey, rawValue] = equals === -1 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
    const key = decoded(rawKey.replaceAll("+", " "));
    const value = decoded(rawValue.replaceAll("+", " "));
    if (key !== undefined && value !== undefined && !query.has(key)) query.set(key, value);
  }
  return query;
}

function isInt64(text: string): boolean {
  return /^[+-]?[0-9]+$/.test(text) && BigInt.asIntN(64, BigInt(text.replace("+", ""))) === BigInt(text.replace("+", ""));
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== "0" && value.toLowerCase() !== "false";
}

/** A name that can be one part of a path. */
export function isPathSegmentName(name: string): boolean {
  return name !== "." && name !== ".." && !/[/%]/.test(name);
}

/** The name that a list or watch is limited to; none where any list option cannot be read. */
function selectedName(query: Query): string {
  const fields = parseFieldSelector(query.get("fieldSelector") ?? "");
  const numbers = ["limit", "timeoutSeconds"].map((key) => query.get(key) ?? "0");
  const readable = parseLabelQuery(query.get("labelSelector") ?? "") !== undefined && numbers.every(isInt64);
  if (fields === undefined || !readable) return "";
  const name = fields.find(({ key, operator }) => key === "metadata.name" && operator === "In")?.values[0] ?? "";
  return isPathSegmentName(name) ? name : "";
}

interface Parts {
  readonly verb: string;
  readonly verbInPath: boolean;
  readonly namespace: string;
  /** resource, name, subresource. */
  readonly rest: readonly string[];
}

/** Undefined for `/api/v1/watch`, which the server answers with an internal error. */
function splitParts(method: string, parts: readonly string[]): Parts | undefined {
  const [first = ""] = parts;
  const verbInPath = verbsInPath.has(first);
  if (verbInPath && parts.length < 2) return undefined;
  const verb = verbInPath ? first : (methodVerbs.get(method) ?? "");
  const rest = verbInPath ? parts.slice(1) : parts;
  const [resource, namespace = "", next] = rest;
  if (resource !== "namespaces") return { verb, verbInPath, namespace: "", rest };
  const inNamespace = next !== undefined && !namespaceSubresources.has(next);
  return { verb, verbInPath, namespace, rest: inNamespace ? rest.slice(2) : rest };
}

function finalVerb(verb: string, name: string, query: Query): string {
  if (name !== "") return verb;
  if (verb === "get") return isTrue(query.get("watch")) ? "watch" : "list";
  return verb === "delete" ? "deletecollection" : verb;
}

function selectors(query: Query): Pick<ResourceAttributes, "fieldSelector" | "labelSelector"> {
  const fieldSelector = parseFieldSelector(query.get("fieldSelector") ?? "");
  const labelSelector = parseLabelQuery(query.get("labelSelector") ?? "");
  return {
    ...(fieldSelector !== undefined && fieldSelector.length > 0 ? { fieldSelector } : {}),
    ...(labelSelector !== undefined && labelSelector.length > 0 ? { labelSelector } : {}),
  };
}

/**
 * What authorizers are told of a request. `url` is a path with an optional query (`/api/v1/pods?watch=1`), percent-encoded.
 * Selectors are told since 1.32 (gate AuthorizeWithSelectors). Undefined for URLs the server refuses before it authorizes:
 * broken percent-encoding, and `/api/v1/watch` without a resource.
 */
export function requestAttributes(
  method: string,
  url: string,
  user: UserInfo,
  version: Minor,
): RequestAttributes | undefined {
  const mark = url.indexOf("?");
  const path = decoded(mark === -1 ? url : url.slice(0, mark));
  if (path === undefined) return undefined;
  const trimmed = path.replace(/^\/+|\/+$/g, "");
  const parts = trimmed === "" ? [] : trimmed.split("/");
  const grouped = parts[0] === "apis";
  if (!(grouped && parts.length >= 4) && !(parts[0] === "api" && parts.length >= 3)) {
    return { user, verb: method.toLowerCase(), path };
  }
  const split = splitParts(method, parts.slice(grouped ? 3 : 2));
  if (split === undefined) return undefined;
  const query = parseQuery(mark === -1 ? "" : url.slice(mark + 1));
  const [resource = "", given = "", third = ""] = split.rest;
  const verb = finalVerb(split.verb, given, query);
  const listed = given === "" && split.verb === "get";
  const selected = !split.verbInPath && verbsWithSelectors.has(verb) && compareMinor(version, selectorsSince) >= 0;
  return {
    user,
    verb,
    apiGroup: grouped ? (parts[1] ?? "") : "",
    apiVersion: parts[grouped ? 2 : 1] ?? "",
    resource,
    subresource: split.verb === "proxy" ? "" : third,
    namespace: split.namespace,
    name: listed ? selectedName(query) : given,
    ...(selected ? selectors(query) : {}),
  };
}

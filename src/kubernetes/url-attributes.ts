// From method and URL to what authorizers are told (k8s.io/apiserver/pkg/endpoints/request RequestInfoFactory).
import type { Minor } from "../core/index.ts";
import { isGateOn, type FeatureGates } from "./feature-gates.ts";
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

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The parts of a path without slashes at its ends; slashes between are kept as empty parts. */
function pathParts(path: string): readonly string[] {
  const parts = path.split("/");
  const start = parts.findIndex((part) => part !== "");
  return start === -1 ? [] : parts.slice(start, parts.findLastIndex((part) => part !== "") + 1);
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
  return (
    /^[+-]?[0-9]+$/.test(text) && BigInt.asIntN(64, BigInt(text.replace("+", ""))) === BigInt(text.replace("+", ""))
  );
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== "0" && value.toLowerCase() !== "false";
}

/** A name that can be one part of a path. */
function isPathSegmentName(name: string): boolean {
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

type ResourcePart = Omit<ResourceAttributes, "user" | "apiGroup" | "apiVersion">;

function resourcePart({ verb: given, verbInPath, namespace, rest }: Parts, query: Query, told: boolean): ResourcePart {
  const [resource = "", name = "", third = ""] = rest;
  const verb = finalVerb(given, name, query);
  return {
    verb,
    namespace,
    resource,
    subresource: given === "proxy" ? "" : third,
    name: name === "" && given === "get" ? selectedName(query) : name,
    ...(told && !verbInPath && verbsWithSelectors.has(verb) ? selectors(query) : {}),
  };
}

/** The API server that is asked; selectors are told with the gate AuthorizeWithSelectors, on since 1.32. */
export interface ApiServer {
  readonly version: Minor;
  readonly featureGates?: FeatureGates;
}

/**
 * What authorizers are told of a request. `url` is a path with an optional query (`/api/v1/pods?watch=1`), percent-encoded.
 * Undefined for URLs the server refuses before it authorizes: broken percent-encoding, and `/api/v1/watch` without a resource.
 */
export function requestAttributes(
  method: string,
  url: string,
  user: UserInfo,
  { version, featureGates }: ApiServer,
): RequestAttributes | undefined {
  const mark = url.indexOf("?");
  const path = decoded(mark === -1 ? url : url.slice(0, mark));
  if (path === undefined) return undefined;
  const parts = pathParts(path);
  const depth = parts[0] === "apis" ? 3 : 2;
  if ((parts[0] !== "apis" && parts[0] !== "api") || parts.length <= depth) {
    return { user, verb: method.toLowerCase(), path };
  }
  const split = splitParts(method, parts.slice(depth));
  if (split === undefined) return undefined;
  const query = parseQuery(mark === -1 ? "" : url.slice(mark + 1));
  const withSelectors = isGateOn("AuthorizeWithSelectors", version, featureGates);
  const apiGroup = depth === 3 ? (parts[1] ?? "") : "";
  return { user, apiGroup, apiVersion: parts[depth - 1] ?? "", ...resourcePart(split, query, withSelectors) };
}

// From the words of a question (`get pods/log web-0 -n shop`) to what authorizers are told.
import { didYouMean, PlimsollError, type Minor } from "../../core/index.ts";
import { findResource, resourceNames } from "../../facts/api-resources/index.ts";
import { requestAttributes, type RequestAttributes, type UserInfo } from "../../kubernetes/index.ts";
import type { ServedResource } from "../../model/index.ts";

/** A request in a person's words. */
export interface RequestWords {
  readonly verb: string;
  /** `resource[.version][.group][/subresource]`, or `*`. */
  readonly resource: string;
  readonly name?: string;
  /** Undefined: all namespaces, for resources that have them. */
  readonly namespace?: string;
  /** Whether the namespace was said, and is not the default. */
  readonly namespaceGiven?: boolean;
}

/** What is asked, and what is odd about it. */
export interface ParsedRequest {
  readonly attributes: RequestAttributes;
  readonly notes: readonly string[];
}

function usage(message: string, hint: string): PlimsollError {
  return new PlimsollError("PLIMSOLL_USAGE", { message, hint });
}

/** Synthetic resources RBAC decides about, which no discovery lists; the server asks about them in no namespace. */
const virtual: Readonly<Record<string, string>> = {
  users: "",
  groups: "",
  uids: "authentication.k8s.io",
  userextras: "authentication.k8s.io",
  signers: "certificates.k8s.io",
};

interface Target {
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespaced: boolean;
  readonly notes: readonly string[];
}

/** A resource the server is not known to serve is asked about all the same: an authorizer does not know what is served. */
function unknownTarget(text: string, served: readonly ServedResource[]): Target {
  const slash = text.indexOf("/");
  const [whole, subresource] = slash === -1 ? [text, ""] : [text.slice(0, slash), text.slice(slash + 1)];
  const dot = whole.indexOf(".");
  const [resource, group] = dot === -1 ? [whole, undefined] : [whole.slice(0, dot), whole.slice(dot + 1)];
  const isVirtual = Object.hasOwn(virtual, resource);
  const apiGroup = group ?? (isVirtual ? virtual[resource] : undefined) ?? (resource === "*" ? "*" : "");
  const notes =
    isVirtual || resource === "*"
      ? []
      : [`the server is not known to serve "${text}".${didYouMean(whole, resourceNames(served))}`];
  return { apiGroup, apiVersion: "*", resource, subresource, namespaced: !isVirtual, notes };
}

function targetOf(text: string, served: readonly ServedResource[]): Target {
  const found = findResource(served, text);
  if (found === undefined) return unknownTarget(text, served);
  const { group, version, resource, namespaced } = found.row;
  const { subresource } = found;
  const target = { apiGroup: group, apiVersion: version, resource, subresource, namespaced, notes: [] };
  if (subresource === "") return target;
  const known = served.flatMap((row) =>
    row.group === group && row.resource.startsWith(`${resource}/`) ? [row.resource.slice(resource.length + 1)] : [],
  );
  const kubeletOnly = resource === "nodes";
  if (known.includes(subresource) || subresource === "*" || kubeletOnly) return target;
  const hint = `names follow after a space: ${resource} ${subresource}. Subresources: ${[...new Set(known)].join(", ") || "none"}`;
  throw usage(`${resource} has no subresource "${subresource}"`, hint);
}

const namelessVerbs = new Set(["create", "list", "watch", "deletecollection"]);

function notesOf({ resource, subresource }: Target, { verb, name }: RequestWords): readonly string[] {
  const limited = name !== undefined && subresource === "" && namelessVerbs.has(verb) && resource !== "*";
  if (!limited) return [];
  return verb === "create" || verb === "deletecollection"
    ? [`a real ${verb} request tells authorizers no name: rules with resourceNames do not allow it`]
    : [`a ${verb} request has a name only with --field-selector metadata.name=${name}`];
}

/** A path in place of a resource, as kubectl takes it: `get /metrics`. */
function parsePath(user: UserInfo, { verb, resource, name }: RequestWords): ParsedRequest {
  if (name !== undefined) throw usage(`"${name}" follows a path`, "a path has no name: get /metrics");
  const [path = ""] = resource.split("?");
  const method = verb.toUpperCase();
  const isResource = requestAttributes(method, path, user, { version: "1.37" })?.path === undefined;
  const notes = isResource
    ? [`a ${method} of ${path} asks for a resource, not a path: see --raw ${method} ${path}`]
    : [];
  return { attributes: { user, verb: verb.toLowerCase(), path }, notes };
}

/** Verbs that are asked about roles and policies of the whole cluster in the namespace in which they are to count. */
const verbsInNamespace = new Set(["bind", "use"]);

function namespaceOf({ namespaced, apiGroup, resource }: Target, words: RequestWords): string {
  // A Namespace is in itself: a RoleBinding in it counts.
  if (resource === "namespaces" && apiGroup === "") return words.name ?? "";
  const counts = namespaced || (words.namespaceGiven === true && verbsInNamespace.has(words.verb.toLowerCase()));
  return counts ? (words.namespace ?? "") : "";
}

/** The request of a user in a namespace, of what the server serves. @throws PlimsollError for a subresource that is not one. */
export function parseRequest(served: readonly ServedResource[], user: UserInfo, words: RequestWords): ParsedRequest {
  if (words.resource.startsWith("/")) return parsePath(user, words);
  const target = targetOf(words.resource, served);
  const { namespaced: _namespaced, notes, ...names } = target;
  const namespace = namespaceOf(target, words);
  const attributes = { user, verb: words.verb.toLowerCase(), ...names, namespace, name: words.name ?? "" };
  return { attributes, notes: [...notes, ...notesOf(target, words)] };
}

/** The request of a method and URL, to a server of a version. @throws PlimsollError for a URL the server refuses before it authorizes. */
export function parseRawRequest(version: Minor, user: UserInfo, method: string, url: string): ParsedRequest {
  if (!url.startsWith("/")) throw usage(`"${url}" is not a path`, "begin it with a slash: --raw GET /api/v1/pods");
  const attributes = requestAttributes(method.toUpperCase(), url, user, { version });
  if (attributes === undefined)
    throw usage(`the API server refuses ${url} before it authorizes`, "mend the percent-encoding, or name a resource");
  return { attributes, notes: [] };
}

/** `get pods/log.v1 web-0 in namespace shop`, as answers call a request. */
export function describeRequest(attributes: RequestAttributes): string {
  if (attributes.path !== undefined) return `${attributes.verb} ${attributes.path}`;
  const { verb, apiGroup, resource, subresource, namespace, name } = attributes;
  const full = `${resource}${apiGroup === "" ? "" : `.${apiGroup}`}${subresource === "" ? "" : `/${subresource}`}`;
  const named = name === "" ? full : `${full} ${name}`;
  return namespace === "" || (resource === "namespaces" && apiGroup === "")
    ? `${verb} ${named}`
    : `${verb} ${named} in namespace ${namespace}`;
}

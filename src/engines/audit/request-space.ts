// Every request that matters to whether a rule can decide: for each part of a request, the values that earlier rules treat differently.
import type { UserInfo } from "../../kubernetes/index.ts";
import { coversPath, coversTarget } from "./match-rule.ts";
import type { AuditPolicy, AuditRule } from "./policy.ts";
import { isPathVerb, pathVerbs, resourceVerbs } from "./request-verbs.ts";

/** A part of a request: some of its attributes. */
export interface RequestPart {
  readonly user?: UserInfo | undefined;
  readonly verb?: string;
  readonly namespace?: string;
  readonly apiGroup?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly path?: string;
}

/** One dimension of requests. A request is one value of each axis, and a rule takes it when every axis lets it. */
export interface Axis {
  /** The most usual first. */
  readonly values: readonly RequestPart[];
  /** Whether a rule takes requests with this value, as far as this axis goes. */
  readonly takes: (rule: AuditRule, value: RequestPart) => boolean;
  /** Tells values apart that do not go with every value of the other axes. */
  readonly kind: (value: RequestPart) => string;
}

const authenticated = "system:authenticated";
const anonymous: UserInfo = { username: "system:anonymous", groups: ["system:unauthenticated"] };

/** A text that no list of the policy holds or begins with. */
export function freshText(policy: AuditPolicy): string {
  const words = policy.rules.flatMap((rule) => [
    ...rule.users,
    ...rule.namespaces,
    ...rule.nonResourceURLs,
    ...rule.resources.flatMap(({ group, resources, resourceNames }) => [group, ...resources, ...resourceNames]),
  ]);
  let fresh = "other";
  while (words.some((word) => word.includes(fresh))) fresh += "-other";
  return fresh;
}

function withGroups(username: string, groups: readonly string[]): readonly UserInfo[] {
  if (username === anonymous.username)
    return [
      { username, groups: [...groups, "system:unauthenticated"] },
      { username, groups },
    ];
  return [
    { username, groups: [...groups, authenticated] },
    { username, groups },
  ];
}

/** A user with fewer groups is taken by fewer rules, so one group of the rule is enough, and none where it asks for none. */
function usersOf({ users, userGroups }: AuditRule, fresh: string): readonly (UserInfo | undefined)[] {
  const names = users.length > 0 ? users : [fresh];
  if (userGroups.length > 0) return names.flatMap((name) => userGroups.flatMap((group) => withGroups(name, [group])));
  const named = names.flatMap((name) => withGroups(name, []));
  return users.length > 0 ? named : [...named.slice(0, 1), anonymous, undefined];
}

/** Resource and subresource that an entry of a rule covers; none where no URL can ask for them. */
function resourcesOf(entry: string, fresh: string): readonly (readonly [string, string])[] {
  if (entry === "*")
    return [
      [fresh, ""],
      [fresh, fresh],
    ];
  const parts = entry.split("/");
  const [resource = "", subresource] = parts;
  if (parts.length > 2) return [];
  if (subresource === undefined) return [[resource, ""]];
  const found: (readonly [string, string])[] = [];
  if (resource === "*" && subresource !== "") found.push([fresh, subresource]);
  if (subresource === "*") found.push([resource, ""], [resource, fresh]);
  if (subresource !== "") found.push([resource, subresource]);
  return found;
}

function targetsOf({ resources: groups }: AuditRule, fresh: string): readonly RequestPart[] {
  const all = groups.length > 0 ? groups : [{ group: "*", resources: [], resourceNames: [] }];
  return all.flatMap(({ group, resources, resourceNames }) => {
    const apiGroup = group === "*" ? fresh : group;
    const entries = resources.length > 0 ? resources : ["*"];
    const names = resources.length > 0 && resourceNames.length > 0 ? resourceNames : [fresh, ""];
    return entries.flatMap((entry) =>
      resourcesOf(entry, fresh).flatMap(([resource, subresource]) =>
        names.map((name) => ({ apiGroup, resource, subresource, name })),
      ),
    );
  });
}

/** Paths the server takes for resources never meet a rule's URLs: `/api/v1/pods`, `/apis/apps/v1/deployments`. */
function isOtherPath(path: string): boolean {
  const parts = path.replace(/^\/+|\/+$/g, "").split("/");
  return parts.length <= (parts[0] === "apis" ? 3 : 2) || (parts[0] !== "api" && parts[0] !== "apis");
}

function pathsOf({ nonResourceURLs }: AuditRule, fresh: string): readonly string[] {
  const specs = nonResourceURLs.length > 0 ? nonResourceURLs : ["*"];
  const paths = specs.flatMap((spec) => {
    if (spec === "*") return [`/${fresh}`];
    if (!spec.endsWith("*")) return [spec];
    const beginning = spec.replace(/\*+$/, "");
    return [beginning + fresh, beginning];
  });
  return paths.filter(isOtherPath);
}

function namesUser({ users, userGroups }: AuditRule, { user }: RequestPart): boolean {
  if (users.length > 0 && (user === undefined || !users.includes(user.username))) return false;
  return userGroups.length === 0 || user?.groups?.some((group) => userGroups.includes(group)) === true;
}

function namesVerb({ verbs }: AuditRule, { verb = "" }: RequestPart): boolean {
  return verbs.length === 0 || verbs.includes(verb);
}

/** Whether a name is needed, cannot be, or may be; see {@link isPossible}. */
function needOfName({ verb }: RequestPart): string {
  if (verb === "get" || verb === "delete") return "name";
  return verb === "deletecollection" ? "no name" : "";
}

function takesTarget({ namespaces, resources, nonResourceURLs }: AuditRule, part: RequestPart): boolean {
  if (resources.length === 0) return namespaces.length > 0 || nonResourceURLs.length === 0;
  const { apiGroup = "", resource = "", subresource = "", name = "" } = part;
  return resources.some((group) => coversTarget(group, { apiGroup, resource, subresource, name }));
}

function takesPath({ namespaces, resources, nonResourceURLs }: AuditRule, { path = "" }: RequestPart): boolean {
  if (namespaces.length > 0 || resources.length > 0) return false;
  return nonResourceURLs.length === 0 || nonResourceURLs.some((spec) => coversPath(spec, path));
}

const alike = (): string => "";

/**
 * The axes of the requests for resources, and of those for other paths, that a rule takes; an axis without values means there are none.
 * Grows with the rule, its users times its groups. `fresh` is of {@link freshText}.
 */
export function axesOf(rule: AuditRule, fresh: string): readonly (readonly Axis[])[] {
  const { verbs, namespaces, resources, nonResourceURLs } = rule;
  const forResources = namespaces.length > 0 || resources.length > 0;
  const forPaths = nonResourceURLs.length > 0;
  const named = verbs.length > 0 ? resourceVerbs.filter((verb) => verbs.includes(verb)) : resourceVerbs;
  const methods = verbs.length > 0 ? verbs.filter(isPathVerb) : [...pathVerbs, fresh];
  const verbAxis = (values: readonly string[]): Axis => {
    return { values: values.map((verb) => ({ verb })), takes: namesVerb, kind: needOfName };
  };
  const users: Axis = { values: usersOf(rule, fresh).map((user) => ({ user })), takes: namesUser, kind: alike };
  const spaces: Axis = {
    values: (namespaces.length > 0 ? namespaces : [fresh, ""]).map((namespace) => ({ namespace })),
    takes: ({ namespaces }, { namespace = "" }) => namespaces.length === 0 || namespaces.includes(namespace),
    kind: alike,
  };
  const targets: Axis = { values: targetsOf(rule, fresh), takes: takesTarget, kind: ({ name }) => String(name === "") };
  const paths: Axis = { values: pathsOf(rule, fresh).map((path) => ({ path })), takes: takesPath, kind: alike };
  return [
    [users, verbAxis(forPaths ? [] : named), spaces, targets],
    [users, verbAxis(forResources ? [] : methods), paths],
  ];
}

/** Whether a URL can ask for this: without a name get is list and delete is deletecollection, which never has one. */
export function isPossible({ path, verb, name }: RequestPart): boolean {
  if (path !== undefined) return true;
  if (verb === "get" || verb === "delete") return name !== "";
  return verb !== "deletecollection" || name === "";
}

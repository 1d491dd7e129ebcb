// What a rule names that nobody serves.
import { didYouMean, nearest } from "../../../core/index.ts";
import type { PolicyRule } from "../../../kubernetes/index.ts";
import { isSynthetic, type ServedGroup, type ServedIndex } from "./served-index.ts";

/** One name in a rule that no request can ever match, or none the API server serves. */
export interface RuleFault {
  readonly fault:
    | "unknown-group"
    | "unknown-resource"
    | "unknown-subresource"
    | "unknown-verb"
    | "no-wildcard"
    | "verb-not-served";
  /** The name. */
  readonly value: string;
  /** In the rule: `resources[1]`. */
  readonly path: string;
  readonly message: string;
}

const apiVerbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
/** Verbs that admission plugins and the server itself ask about. */
const askedVerbs = [
  "approve",
  "attest",
  "bind",
  "escalate",
  "impersonate",
  "proxy",
  "request-serviceaccounts-token-audience",
  "sign",
  "unsafe-delete-ignore-read-errors",
  "use",
];
const askedPrefixes = ["impersonate:", "impersonate-on:", "associated-node:", "arbitrary-node:"];

function isAsked(verb: string): boolean {
  return askedVerbs.includes(verb) || askedPrefixes.some((prefix) => verb.startsWith(prefix));
}

/** The groups of a rule that are served; all of them for `*`. */
function servedGroups(
  { apiGroups = [] }: PolicyRule,
  { groups }: ServedIndex,
): readonly (readonly [string, ServedGroup])[] {
  if (apiGroups.includes("*")) return [...groups];
  return apiGroups.flatMap((group) => {
    const served = groups.get(group);
    return served === undefined ? [] : [[group, served] as const];
  });
}

/** Whether two groups differ in nothing but a slip in one of the words between dots. */
function isSlip(group: string, meant: string): boolean {
  const [words, others] = [group.split("."), meant.split(".")];
  const changed = words.flatMap((word, at) => (word === others[at] ? [] : [[word, others[at] ?? ""] as const]));
  const [first, ...more] = changed;
  return (
    words.length === others.length &&
    first !== undefined &&
    more.length === 0 &&
    nearest(first[0], [first[1]]).length > 0
  );
}

/**
 * Another group that an unknown one may have been meant to be; groups that were served once were meant. One that may be served
 * unseen must be a slip of one of Kubernetes' own.
 */
function nearGroup(group: string, { groups, mayServe, isOwn, otherwise }: ServedIndex): string {
  if (otherwise(group) !== undefined) return "";
  if (!mayServe(group)) return didYouMean(group, groups.keys());
  return didYouMean(
    group,
    [...groups.keys()].filter((one) => isOwn(one) && isSlip(group, one)),
  );
}

function groupFaults({ apiGroups = [] }: PolicyRule, index: ServedIndex): readonly RuleFault[] {
  const { groups, mayServe, otherwise } = index;
  return apiGroups.flatMap((group, at): readonly RuleFault[] => {
    if (group === "*" || groups.has(group)) return [];
    const near = nearGroup(group, index);
    // A group that may be served unseen is judged only where it looks like a slip.
    if (mayServe(group) && near === "") return [];
    const times = otherwise(group);
    const other = times === undefined ? "" : `: it ${times}`;
    const message = `no API group "${group}" is served${other}.${near}`;
    return [{ fault: "unknown-group", value: group, path: `apiGroups[${at}]`, message }];
  });
}

/** Why a resource with a star is no wildcard; undefined for those that are, or have none. */
function starFault(resource: string): string | undefined {
  if (resource === "*" || !resource.includes("*")) return undefined;
  if (resource === "*/*") return 'only "*" stands for all resources; "*/*" matches nothing';
  if (/^\*\/[^*/]+$/.test(resource)) return undefined;
  const [plural = ""] = resource.split("/");
  return resource === `${plural}/*`
    ? `subresources have no wildcard: "${resource}" matches nothing; name each, as in "${plural}/log"`
    : `a star within a name is no wildcard: "${resource}" matches nothing`;
}

function isServed(resource: string, groups: readonly (readonly [string, ServedGroup])[]): boolean {
  if (resource === "*") return true;
  if (resource.startsWith("*/"))
    return (
      resource === "*/finalizers" ||
      groups.some(([, served]) => [...served.keys()].some((one) => one.endsWith(resource.slice(1))))
    );
  return groups.some(([group, served]) => served.has(resource) || isSynthetic(group, resource));
}

/** Where a resource is instead, or what it may have been meant to be. */
function resourceHint(resource: string, rule: PolicyRule, index: ServedIndex): string {
  const elsewhere = [...index.groups].find(([, served]) => served.has(resource))?.[0];
  if (elsewhere !== undefined) return `; it is in the group "${elsewhere}"`;
  const times = (rule.apiGroups ?? []).flatMap((group) => index.otherwise(group, resource) ?? []);
  if (times.length > 0) return `; it ${times[0] ?? ""}`;
  const [plural = ""] = resource.split("/");
  const own = servedGroups(rule, index);
  const names = new Set((own.length === 0 ? [...index.groups] : own).flatMap(([, served]) => [...served.keys()]));
  const subresources = [...names].filter((name) => name.startsWith(`${plural}/`));
  if (resource.includes("/") && names.has(plural))
    return `; subresources of ${plural}: ${subresources.map((name) => name.slice(plural.length + 1)).join(", ") || "none"}`;
  return `.${didYouMean(resource, names)}`;
}

/** Whether a resource of groups of which some was seen is nearly one that was; what is much longer or shorter may be another. */
function isNearlySeen(resource: string, { apiGroups = [] }: PolicyRule, { groups }: ServedIndex): boolean {
  if (!apiGroups.every((group) => groups.has(group))) return false;
  const seen = apiGroups.flatMap((group) => [...(groups.get(group)?.keys() ?? [])]);
  return nearest(resource, seen).some((one) => Math.abs(one.length - resource.length) <= 1);
}

/** Whether groups of a rule may serve what was not seen. */
function hasUnseen({ apiGroups = [] }: PolicyRule, { mayServe }: ServedIndex): boolean {
  return apiGroups.some((group) => mayServe(group === "*" ? "unknown.example" : group));
}

function resourceFaults(rule: PolicyRule, index: ServedIndex): readonly RuleFault[] {
  const { apiGroups = [], resources = [], verbs = [] } = rule;
  const own = servedGroups(rule, index);
  // Where the group is a slip, its resources are looked for everywhere; those of a foreign group are not known.
  const isForeign = own.length === 0 && apiGroups.every((group) => nearGroup(group, index) === "");
  const groups = own.length === 0 ? [...index.groups] : own;
  // Audiences are no names of resources.
  if (verbs.every((verb) => verb === "request-serviceaccounts-token-audience")) return [];
  // A group that was not seen whole may have any.
  const isOpen = isForeign || hasUnseen(rule, index);
  return resources.flatMap((resource, at): readonly RuleFault[] => {
    const path = `resources[${at}]`;
    const star = starFault(resource);
    if (star !== undefined) return [{ fault: "no-wildcard", value: resource, path, message: star }];
    if (isServed(resource, groups) || (isOpen && !isNearlySeen(resource, rule, index))) return [];
    const fault = resource.includes("/") ? "unknown-subresource" : "unknown-resource";
    const where = apiGroups.map((group) => (group === "" ? '""' : group)).join(", ");
    const message = `no resource "${resource}" is served in ${where}${resourceHint(resource, rule, index)}`;
    return [{ fault, value: resource, path, message }];
  });
}

function verbsServed(
  { resources = [] }: PolicyRule,
  groups: readonly (readonly [string, ServedGroup])[],
): ReadonlySet<string> | undefined {
  if (resources.some((resource) => resource.includes("*"))) return undefined;
  const sets = groups.flatMap(([group, served]) =>
    resources.map((resource) => (isSynthetic(group, resource) ? undefined : served.get(resource))),
  );
  return new Set(sets.flatMap((set) => [...(set ?? [])]));
}

function verbFaults(rule: PolicyRule, index: ServedIndex, judged: boolean): readonly RuleFault[] {
  const { verbs = [], resources = [] } = rule;
  const groups = servedGroups(rule, index);
  const served = judged && groups.length > 0 ? verbsServed(rule, groups) : undefined;
  const synthetic = groups.some(([group]) => resources.some((resource) => isSynthetic(group, resource)));
  return verbs.flatMap((verb, at): readonly RuleFault[] => {
    const path = `verbs[${at}]`;
    if (verb === "*" || isAsked(verb)) return [];
    if (!apiVerbs.includes(verb)) {
      if (synthetic || groups.length === 0) return [];
      const near = didYouMean(verb, [...apiVerbs, ...askedVerbs]);
      // Programs that serve groups of their own may ask about verbs of their own.
      if (near === "" && !groups.some(([group]) => index.isOwn(group))) return [];
      const message = `"${verb}" is no verb of the API.${near}`;
      return [{ fault: "unknown-verb", value: verb, path, message }];
    }
    if (served === undefined || synthetic || served.has(verb)) return [];
    const message = `${resources.join(", ")} is not served with ${verb}: ${[...served].sort().join(", ") || "no verb"}`;
    return [{ fault: "verb-not-served", value: verb, path, message }];
  });
}

/** The faults of a rule about resources; rules about paths have none. Linear in the rule, times what its groups serve. */
export function ruleFaults(rule: PolicyRule, index: ServedIndex): readonly RuleFault[] {
  if ((rule.resources ?? []).length === 0) return [];
  const inResources = resourceFaults(rule, index);
  const isSeen = !hasUnseen(rule, index);
  return [...groupFaults(rule, index), ...inResources, ...verbFaults(rule, index, inResources.length === 0 && isSeen)];
}

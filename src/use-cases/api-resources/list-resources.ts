// The resources of an API server, one row for each group and plural, with the versions it is served in.
import { compareMinor, type Minor } from "../../core/index.ts";
import { removalOf, replacementOf } from "../../facts/api-removals/index.ts";
import { compareVersions } from "../../facts/api-resources/index.ts";
import { servedResources, type ClusterModel, type ServedResource } from "../../model/index.ts";

/** A version of a resource, and what becomes of it. */
export interface ResourceVersion {
  readonly version: string;
  /** The minor since which it is deprecated, where it is. */
  readonly deprecated?: Minor;
  /** The first minor that does not serve it. */
  readonly removed?: Minor;
  /** The API version that takes its place. */
  readonly replacement?: string;
}

/** A resource with its subresources. */
export interface ListedResource {
  /** The plural. */
  readonly resource: string;
  readonly shortNames: readonly string[];
  /** Empty for the core group. */
  readonly group: string;
  /** The preferred one first. */
  readonly versions: readonly ResourceVersion[];
  readonly namespaced: boolean;
  readonly kind: string;
  /** Of the preferred version, as everything below. */
  readonly verbs: readonly string[];
  readonly categories: readonly string[];
  readonly subresources: readonly { readonly name: string; readonly verbs: readonly string[] }[];
}

/** What to list; everything where nothing is said. */
export interface ResourceFilter {
  /** The name of a group, `core` or empty for the core group. */
  readonly apiGroup?: string;
  readonly namespaced?: boolean;
  /** All of these verbs must be served. */
  readonly verbs?: readonly string[];
  /** All of these categories. */
  readonly categories?: readonly string[];
  /** Part of a name, kind, short name or group. */
  readonly text?: string;
}

function versionOf({ group, version, kind }: ServedResource, minor: Minor): ResourceVersion {
  const removal = removalOf(group === "" ? version : `${group}/${version}`, kind);
  if (removal === undefined) return { version };
  const { deprecated, removed } = removal;
  if (deprecated === undefined || compareMinor(deprecated, minor) > 0) return { version };
  const replacement = replacementOf(removal);
  return { version, deprecated, removed, ...(replacement === undefined ? {} : { replacement }) };
}

function listed(rows: readonly ServedResource[], parts: readonly ServedResource[], minor: Minor): ListedResource {
  const [first] = rows as readonly [ServedResource];
  const { group, resource, namespaced, kind, verbs, shortNames = [], categories = [], version } = first;
  const subresources = parts
    .filter((part) => part.version === version)
    .map((part) => ({ name: part.resource.slice(resource.length + 1), verbs: part.verbs }));
  return {
    resource,
    shortNames,
    group,
    versions: rows.map((row) => versionOf(row, minor)),
    namespaced,
    kind,
    verbs,
    categories,
    subresources,
  };
}

function isWanted(row: ListedResource, filter: ResourceFilter): boolean {
  const { apiGroup, namespaced, verbs = [], categories = [], text = "" } = filter;
  const named = apiGroup === "core" ? "" : apiGroup;
  const words = [row.resource, row.kind, row.group, ...row.shortNames].map((word) => word.toLowerCase());
  return (
    (named === undefined || row.group === named) &&
    (namespaced === undefined || row.namespaced === namespaced) &&
    verbs.every((verb) => row.verbs.includes(verb)) &&
    categories.every((category) => row.categories.includes(category)) &&
    words.some((word) => word.includes(text.toLowerCase()))
  );
}

/** The resources of a model; discovery keeps its order of versions, others are sorted by stability. Linear in what is served. */
export function listResources(model: ClusterModel, filter: ResourceFilter = {}): readonly ListedResource[] {
  const all = servedResources(model);
  const byKey = new Map<string, { rows: ServedResource[]; parts: ServedResource[] }>();
  for (const row of all) {
    const [plural = ""] = row.resource.split("/");
    const key = `${row.group}/${plural}`;
    const known = byKey.get(key) ?? { rows: [], parts: [] };
    byKey.set(key, known);
    (plural === row.resource ? known.rows : known.parts).push(row);
  }
  const order = (rows: readonly ServedResource[]): readonly ServedResource[] =>
    model.served === undefined ? rows.toSorted((a, b) => compareVersions(a.version, b.version)) : rows;
  return [...byKey.values()]
    .filter(({ rows }) => rows.length > 0)
    .map(({ rows, parts }) => listed(order(rows), parts, model.version.minor))
    .filter((row) => isWanted(row, filter))
    .toSorted((a, b) => compareText(a.group, b.group) || compareText(a.resource, b.resource));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

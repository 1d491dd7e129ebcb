// From what a person writes (`deploy`, `Deployment.apps`, `pods/log`) to a resource, as kubectl's REST mapper finds it.
import type { ApiResource } from "./schema.ts";

/** A resource as a person names it. */
export interface NamedResource {
  readonly row: Pick<ApiResource, "group" | "version" | "resource" | "kind" | "namespaced" | "verbs">;
  readonly subresource: string;
}

type Row = Omit<ApiResource, "source">;

/** Names of a resource without its group: plural, singular, kind, short names. */
function isCalled({ resource, kind, shortNames = [] }: Row, name: string): boolean {
  return resource === name || kind.toLowerCase() === name || shortNames.includes(name);
}

/** `apps`, `v1.apps` and unambiguous beginnings of a group (`networking` for `networking.k8s.io`), as kubectl accepts them. */
function isOfGroup({ group, version }: Row, named: string): boolean {
  return group === named || `${version}.${group}` === named || group.startsWith(`${named}.`);
}

/** Versions that are stable come before those that are not, later before earlier (apimachinery/pkg/version). */
export function compareVersions(a: string, b: string): number {
  const rank = (version: string): readonly number[] => {
    const [whole, major = "0", level, minor = "0"] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
    if (whole === undefined) return [-1, 0, 0];
    return [level === undefined ? 2 : level === "beta" ? 1 : 0, Number(major), Number(minor)];
  };
  const [left, right] = [rank(a), rank(b)];
  return left.map((value, at) => (right[at] ?? 0) - value).find((difference) => difference !== 0) ?? 0;
}

/**
 * The resource a text names: `resource[.version][.group][/subresource]`, in any case. Where several groups have it, the first
 * in `rows` counts (extensions last), and of its versions the most stable. Undefined where there is none. Linear in `rows`.
 */
export function findResource(rows: readonly Row[], text: string): NamedResource | undefined {
  const slash = text.indexOf("/");
  const [whole, subresource] = slash === -1 ? [text, ""] : [text.slice(0, slash), text.slice(slash + 1)];
  const dot = whole.indexOf(".");
  const name = (dot === -1 ? whole : whole.slice(0, dot)).toLowerCase();
  const found = rows.filter(
    (row) => !row.resource.includes("/") && isCalled(row, name) && (dot === -1 || isOfGroup(row, whole.slice(dot + 1))),
  );
  // Discovery lists extensions after the groups its resources moved to.
  const { group } = found.find((row) => row.group !== "extensions") ?? found[0] ?? {};
  const [row] = found.filter((one) => one.group === group).sort((a, b) => compareVersions(a.version, b.version));
  return row === undefined ? undefined : { row, subresource };
}

/** Every name a resource can be called by, for suggestions. */
export function resourceNames(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.map(({ resource }) => resource))];
}

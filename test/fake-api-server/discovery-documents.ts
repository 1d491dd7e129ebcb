// The discovery documents of the fake API server, old form and new.
import { kindNames, kinds } from "../../src/kubernetes/index.ts";

/** Resources by group/version, in the order of preference: `{ "apps/v1": ["deployments"] }`; the core group is `v1`. */
export type Served = Readonly<Record<string, readonly string[]>>;

const versions: Readonly<Record<string, string>> = { "": "v1" };

/** Everything a cluster of today serves of what Plimsoll reads: all but PodSecurityPolicies. */
export const servedToday: Served = groupBy(
  kindNames.filter((name) => name !== "podsecuritypolicies.policy"),
  (name) => [kinds[name].group, versions[kinds[name].group] ?? "v1"].filter((part) => part !== "").join("/"),
  (name) => kinds[name].plural,
);

function groupBy<T>(items: readonly T[], key: (item: T) => string, value: (item: T) => string): Served {
  const groups: Record<string, string[]> = {};
  for (const item of items) (groups[key(item)] ??= []).push(value(item));
  return groups;
}

const verbs = ["get", "list", "watch"];

function split(groupVersion: string): { readonly group: string; readonly version: string } {
  const [first = "", second] = groupVersion.split("/");
  return second === undefined ? { group: "", version: first } : { group: first, version: second };
}

/** Groups with their versions and resources. */
function grouped(served: Served): Map<string, { readonly version: string; readonly resources: readonly string[] }[]> {
  const groups = new Map<string, { version: string; resources: readonly string[] }[]>();
  for (const [groupVersion, resources] of Object.entries(served)) {
    const { group, version } = split(groupVersion);
    groups.set(group, [...(groups.get(group) ?? []), { version, resources }]);
  }
  return groups;
}

function kindOf(plural: string): string {
  const name = kindNames.find((candidate) => kinds[candidate].plural === plural);
  return name === undefined ? "Other" : kinds[name].kind;
}

/** APIGroupDiscoveryList for /api or /apis. */
export function aggregatedDocument(root: string, served: Served, stale: readonly string[] = []): object {
  const items = Array.from(grouped(served))
    .filter(([group]) => (group === "") === (root === "/api"))
    .map(([group, groupVersions]) => ({
      metadata: { ...(group === "" ? {} : { name: group }), creationTimestamp: null },
      versions: groupVersions.map(({ version, resources }) => ({
        version,
        freshness: stale.includes(group) ? "Stale" : "Current",
        resources: resources.map((resource) => ({
          resource,
          responseKind: { group, version, kind: kindOf(resource) },
          scope: "Namespaced",
          verbs,
          subresources: [{ subresource: "status", verbs: ["get", "patch"] }],
        })),
      })),
    }));
  return { kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", metadata: {}, items };
}

/** APIVersions, APIGroupList or APIResourceList, whichever stands at the path; undefined for none. */
export function classicDocument(path: string, served: Served): object | undefined {
  const groups = grouped(served);
  if (path === "/api") {
    return { kind: "APIVersions", versions: (groups.get("") ?? []).map(({ version }) => version) };
  }
  if (path === "/apis") {
    const named = Array.from(groups).filter(([group]) => group !== "");
    return {
      kind: "APIGroupList",
      apiVersion: "v1",
      groups: named.map(([name, groupVersions]) => ({
        name,
        // Listed oldest first, so that a reader has to look at preferredVersion.
        versions: groupVersions.map(({ version }) => ({ groupVersion: `${name}/${version}`, version })).toReversed(),
        preferredVersion: {
          groupVersion: `${name}/${groupVersions[0]?.version ?? ""}`,
          version: groupVersions[0]?.version,
        },
      })),
    };
  }
  const groupVersion = path.replace(/^\/apis?\//, "");
  const resources = served[groupVersion];
  if (resources === undefined) return undefined;
  const names = resources.flatMap((name) => [
    { name, kind: kindOf(name), namespaced: true, verbs },
    { name: `${name}/status`, kind: kindOf(name), namespaced: true, verbs: ["get", "patch"] },
  ]);
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources: names };
}

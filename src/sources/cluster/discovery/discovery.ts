// What a server serves: aggregated discovery in two requests, or group by group from servers before 1.27.
import { kinds, type KindName } from "../../../kubernetes/index.ts";
import type { ApiClient, Failure } from "../requests/api-client.ts";
import type { Discovered } from "./discovered.ts";
import { readAggregated } from "./aggregated-discovery.ts";
import { readClassic } from "./classic-discovery.ts";

/** Both halves of discovery. */
export interface Discovery {
  readonly core: Discovered;
  readonly named: Discovered;
}

/** The group and version a kind is listed in. */
export interface Served {
  readonly status: "served";
  readonly group: string;
  readonly apiVersion: string;
  readonly plural: string;
}

/** Where the objects of a kind are: served, not served at all, or not known. */
export type Whereabouts =
  | Served
  | { readonly status: "absent" }
  | { readonly status: "unknown"; readonly failure: Failure };

const accept = ["v2", "v2beta1"]
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .concat("application/json")
  .join(",");

/** Asks a server what it serves, in the newest form it knows; in the old form only groups we read are looked into, unless all are asked for. */
export async function discover(client: ApiClient, allGroups = false): Promise<Discovery> {
  const [core, named] = await Promise.all([
    discoverAt(client, "/api", allGroups),
    discoverAt(client, "/apis", allGroups),
  ]);
  return { core, named };
}

async function discoverAt(client: ApiClient, root: "/api" | "/apis", allGroups: boolean): Promise<Discovered> {
  const answer = await client.get(root, accept);
  if (!answer.ok) return { failure: answer.failure };
  if (answer.body["kind"] === "APIGroupDiscoveryList") return { groups: readAggregated(answer.body), whole: true };
  return readClassic(client, root, answer.body, allGroups);
}

/** Where to list a kind: the first version of its group that serves it, else of a group it was served from before. */
export function whereabouts(discovery: Discovery, name: KindName): Whereabouts {
  const kind = kinds[name];
  let failed: Failure | undefined;
  for (const group of [kind.group, ...kind.formerGroups]) {
    const half = group === "" ? discovery.core : discovery.named;
    if ("failure" in half) return { status: "unknown", failure: half.failure };
    const versions = half.groups.get(group) ?? [];
    const found = versions.find(({ listable }) => listable.has(kind.plural));
    if (found !== undefined) return served(group, found.version, kind.plural);
    failed ??= versions.find(({ failure }) => failure !== undefined)?.failure;
  }
  return failed === undefined ? { status: "absent" } : { status: "unknown", failure: failed };
}

function served(group: string, version: string, plural: string): Served {
  return { status: "served", group, apiVersion: group === "" ? version : `${group}/${version}`, plural };
}

/** The path of a list: of all there is, or of one namespace. */
export function listPath(where: Served, namespace?: string): string {
  const scope = namespace === undefined ? "" : `namespaces/${encodeURIComponent(namespace)}/`;
  return `${where.group === "" ? "/api" : "/apis"}/${where.apiVersion}/${scope}${where.plural}`;
}

// Discovery document by document (meta/v1 APIVersions, APIGroupList, APIResourceList), as every version serves it.
import type { JsonObject } from "../../../core/index.ts";
import { kindNames, kinds } from "../../../kubernetes/index.ts";
import type { ApiClient } from "../requests/api-client.ts";
import type { Discovered, DiscoveredVersion } from "./discovered.ts";
import { listable, mappingsOf, servedTraits, textOf, versionsIn } from "./discovery-document.ts";

const groupsRead: ReadonlySet<string> = new Set(
  kindNames.flatMap((name) => [kinds[name].group, ...kinds[name].formerGroups]),
);

/** Looks into each version of the groups we read, or of all, that the root document names; the preferred version comes first. */
export async function readClassic(
  client: ApiClient,
  root: "/api" | "/apis",
  document: JsonObject,
  allGroups: boolean,
): Promise<Discovered> {
  const versionsByGroup = root === "/api" ? coreVersions(document) : namedVersions(document, allGroups);
  if (versionsByGroup === undefined) {
    return { failure: { kind: "trouble", said: `${root} is answered with something other than discovery` } };
  }
  const groups = await Promise.all(
    Array.from(versionsByGroup, async ([group, versions]) => {
      const base = group === "" ? root : `${root}/${group}`;
      return [group, await Promise.all(versions.map((version) => readVersion(client, base, group, version)))] as const;
    }),
  );
  return { groups: new Map(groups), whole: root === "/api" || allGroups };
}

type VersionsByGroup = ReadonlyMap<string, readonly string[]>;

function coreVersions(document: JsonObject): VersionsByGroup | undefined {
  const { kind, versions } = document;
  if (kind !== "APIVersions" || !Array.isArray(versions)) return undefined;
  return new Map([["", versionsIn(versions)]]);
}

/** Names of groups become part of a path. */
const groupName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

function namedVersions(document: JsonObject, allGroups: boolean): VersionsByGroup | undefined {
  if (document["kind"] !== "APIGroupList") return undefined;
  const read = mappingsOf(document, "groups").filter((group) => {
    const name = textOf(group, "name");
    return groupsRead.has(name) || (allGroups && groupName.test(name));
  });
  return new Map(
    read.map((group) => {
      const preferred = textOf(group["preferredVersion"], "version");
      const all = mappingsOf(group, "versions").map((version) => textOf(version, "version"));
      return [textOf(group, "name"), [...new Set(versionsIn([preferred, ...all]))]];
    }),
  );
}

async function readVersion(
  client: ApiClient,
  base: string,
  group: string,
  version: string,
): Promise<DiscoveredVersion> {
  const answer = await client.get(`${base}/${version}`);
  const none = { version, listable: new Set<string>(), resources: [] };
  // A group that vanished since is not served.
  if (!answer.ok) return answer.failure.kind === "not-found" ? none : { ...none, failure: answer.failure };
  const resources = mappingsOf(answer.body, "resources");
  return {
    version,
    listable: listable(resources, "name"),
    resources: resources.map((one) => ({
      ...servedTraits({ group, version, kind: one }, one),
      resource: textOf(one, "name"),
      namespaced: one["namespaced"] === true,
    })),
  };
}

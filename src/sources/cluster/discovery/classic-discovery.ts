// Discovery document by document (meta/v1 APIVersions, APIGroupList, APIResourceList), as every version serves it.
import type { JsonObject } from "../../../core/index.ts";
import { kindNames, kinds } from "../../../kubernetes/index.ts";
import type { ApiClient } from "../requests/api-client.ts";
import type { Discovered, DiscoveredVersion } from "./discovered.ts";
import { listable, mappingsOf, textOf, versionsIn } from "./discovery-document.ts";

const groupsRead: ReadonlySet<string> = new Set(
  kindNames.flatMap((name) => [kinds[name].group, ...kinds[name].formerGroups]),
);

/** Looks into each version of the groups we read that the root document names; the preferred version comes first. */
export async function readClassic(
  client: ApiClient,
  root: "/api" | "/apis",
  document: JsonObject,
): Promise<Discovered> {
  const versionsByGroup = root === "/api" ? coreVersions(document) : namedVersions(document);
  if (versionsByGroup === undefined) {
    return { failure: { kind: "trouble", said: `${root} is answered with something other than discovery` } };
  }
  const groups = await Promise.all(
    Array.from(versionsByGroup, async ([group, versions]) => {
      const base = group === "" ? root : `${root}/${group}`;
      return [group, await Promise.all(versions.map((version) => readVersion(client, base, version)))] as const;
    }),
  );
  return { groups: new Map(groups) };
}

type VersionsByGroup = ReadonlyMap<string, readonly string[]>;

function coreVersions(document: JsonObject): VersionsByGroup | undefined {
  const { kind, versions } = document;
  if (kind !== "APIVersions" || !Array.isArray(versions)) return undefined;
  return new Map([["", versionsIn(versions)]]);
}

function namedVersions(document: JsonObject): VersionsByGroup | undefined {
  if (document["kind"] !== "APIGroupList") return undefined;
  const read = mappingsOf(document, "groups").filter((group) => groupsRead.has(textOf(group, "name")));
  return new Map(
    read.map((group) => {
      const preferred = textOf(group["preferredVersion"], "version");
      const all = mappingsOf(group, "versions").map((version) => textOf(version, "version"));
      return [textOf(group, "name"), [...new Set(versionsIn([preferred, ...all]))]];
    }),
  );
}

async function readVersion(client: ApiClient, base: string, version: string): Promise<DiscoveredVersion> {
  const answer = await client.get(`${base}/${version}`);
  if (answer.ok) return { version, listable: listable(mappingsOf(answer.body, "resources"), "name") };
  // A group that vanished since is not served.
  if (answer.failure.kind === "not-found") return { version, listable: new Set() };
  return { version, listable: new Set(), failure: answer.failure };
}

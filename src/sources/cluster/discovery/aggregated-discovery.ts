// The document of aggregated discovery (k8s.io/api apidiscovery/v2 APIGroupDiscoveryList).
import type { JsonObject } from "../../../core/index.ts";
import type { ServedResource } from "../../../model/index.ts";
import type { DiscoveredGroups, DiscoveredVersion } from "./discovered.ts";
import { listable, mappingsOf, servedTraits, textOf, versionsIn } from "./discovery-document.ts";

/** Groups of one document; a version the server calls stale was not heard from lately, so it proves nothing. */
export function readAggregated(document: JsonObject): DiscoveredGroups {
  return new Map(
    mappingsOf(document, "items").map((group) => {
      const name = textOf(group["metadata"], "name");
      const versions = mappingsOf(group, "versions").flatMap((version) =>
        versionsIn([version["version"]]).map((one) => readVersion(name, one, version)),
      );
      return [name, versions];
    }),
  );
}

function readVersion(group: string, name: string, version: JsonObject): DiscoveredVersion {
  if (textOf(version, "freshness") !== "Stale") {
    const resources = mappingsOf(version, "resources");
    return {
      version: name,
      listable: listable(resources, "resource"),
      resources: resources.flatMap((resource) => servedWithParts(group, name, resource)),
    };
  }
  const said = `the API server has no fresh discovery of version ${name}`;
  return { version: name, listable: new Set(), resources: [], failure: { kind: "trouble", said } };
}

function servedWithParts(group: string, version: string, object: JsonObject): readonly ServedResource[] {
  const resource = textOf(object, "resource");
  const namespaced = textOf(object, "scope") === "Namespaced";
  const served = (name: string, source: JsonObject): ServedResource => ({
    ...servedTraits({ group, version, kind: source["responseKind"] }, source),
    resource: name,
    namespaced,
  });
  const parts = mappingsOf(object, "subresources").map((part) =>
    served(`${resource}/${textOf(part, "subresource")}`, part),
  );
  return resource === "" ? [] : [served(resource, object), ...parts];
}

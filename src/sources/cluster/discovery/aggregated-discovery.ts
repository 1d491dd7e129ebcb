// The document of aggregated discovery (k8s.io/api apidiscovery/v2 APIGroupDiscoveryList).
import type { JsonObject } from "../../../core/index.ts";
import type { DiscoveredGroups, DiscoveredVersion } from "./discovered.ts";
import { listable, mappingsOf, textOf, versionsIn } from "./discovery-document.ts";

/** Groups of one document; a version the server calls stale was not heard from lately, so it proves nothing. */
export function readAggregated(document: JsonObject): DiscoveredGroups {
  return new Map(
    mappingsOf(document, "items").map((group) => [
      textOf(group["metadata"], "name"),
      mappingsOf(group, "versions").flatMap((version) =>
        versionsIn([version["version"]]).map((name) => readVersion(name, version)),
      ),
    ]),
  );
}

function readVersion(name: string, version: JsonObject): DiscoveredVersion {
  if (textOf(version, "freshness") !== "Stale") {
    return { version: name, listable: listable(mappingsOf(version, "resources"), "resource") };
  }
  const said = `the API server has no fresh discovery of version ${name}`;
  return { version: name, listable: new Set(), failure: { kind: "trouble", said } };
}

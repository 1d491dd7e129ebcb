// All a server serves, where discovery told of all of it.
import type { ServedSeen } from "../../../model/index.ts";
import type { Discovery } from "./discovery.ts";

/** Undefined where whole halves, or groups that nobody looked into, are missing. Groups the server could not tell about are a gap. */
export function servedBy({ core, named }: Discovery): ServedSeen | undefined {
  if ("failure" in core || "failure" in named || !core.whole || !named.whole) return undefined;
  const groups = [...core.groups, ...named.groups];
  const resources = groups.flatMap(([, versions]) => versions.flatMap((version) => version.resources));
  const failed = groups.flatMap(([group, versions]) =>
    versions.flatMap(({ version, failure }) => (failure === undefined ? [] : [`${group}/${version}: ${failure.said}`])),
  );
  if (failed.length === 0) return { resources };
  const reason = `the API server could not tell what these serve: ${failed.slice(0, 10).join("; ")}`;
  return { resources, gap: { reason, remedy: "look at the APIServices that are not available, and ask again" } };
}

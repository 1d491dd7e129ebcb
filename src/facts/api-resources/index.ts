// What API servers serve, by minor: the answers of discovery where there is no server to ask.
import { compareMinor, type Minor } from "../../core/index.ts";
import data from "./data.json" with { type: "json" };
import type { ApiResource, ApiResources } from "./schema.ts";

export { compareVersions, findResource, resourceNames, type NamedResource } from "./find-resource.ts";
export type { ApiResource } from "./schema.ts";

/** The table, sorted by group, version, resource and minor. */
export const apiResources = data as ApiResources;

/** The first minor the table covers. */
const firstMinor: Minor = "1.20";

function holdsIn({ since = firstMinor, until = apiResources.coversUntil }: ApiResource, minor: Minor): boolean {
  return compareMinor(since, minor) <= 0 && compareMinor(minor, until) <= 0;
}

/**
 * Resources and subresources of a minor: those every server of it serves by default, or with `all` those that
 * --runtime-config and feature gates add. Later minors than the table covers are answered as the last one; earlier ones
 * as the first. Linear in the table.
 */
export function resourcesOf(minor: Minor, all = false): readonly ApiResource[] {
  const { coversUntil } = apiResources;
  const asked =
    compareMinor(minor, coversUntil) > 0 ? coversUntil : compareMinor(minor, firstMinor) < 0 ? firstMinor : minor;
  return apiResources.rows.filter(
    (row) => holdsIn(row, asked) && (all || (row.default !== false && row.gate === undefined)),
  );
}

// API versions that the API server no longer serves, or will not.
import { once } from "../../core/index.ts";
import data from "./data.json" with { type: "json" };
import type { ApiRemoval, ApiRemovals } from "./schema.ts";

export type { ApiRemoval, ApiRemovals } from "./schema.ts";

/** The table, sorted by API version and kind. */
export const apiRemovals = data as ApiRemovals;

const byKind = once(() => new Map(apiRemovals.rows.map((row) => [`${row.apiVersion} ${row.kind}`, row])));

/** When a kind stops being served in an API version; undefined while that is not planned. */
export function removalOf(apiVersion: string, kind: string): ApiRemoval | undefined {
  return byKind().get(`${apiVersion} ${kind}`);
}

/** The API version to move to: the replacement's own replacement where that was removed too. */
export function replacementOf(removal: ApiRemoval): string | undefined {
  const { replacement, kind } = removal;
  const next = replacement === undefined ? undefined : removalOf(replacement, kind);
  return next?.replacement === undefined ? replacement : replacementOf(next);
}

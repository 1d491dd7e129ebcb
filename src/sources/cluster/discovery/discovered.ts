// What discovery told, whichever form it came in.
import type { ServedResource } from "../../../model/index.ts";
import type { Failure } from "../requests/api-client.ts";

/** One version of a group with the plurals it can list; a failure where the server could not tell. */
export interface DiscoveredVersion {
  readonly version: string;
  readonly listable: ReadonlySet<string>;
  /** Everything it serves, subresources included. */
  readonly resources: readonly ServedResource[];
  readonly failure?: Failure;
}

/** Versions by group, the preferred one first; a failure for a group that is served, but could not be looked into. */
export type DiscoveredGroups = ReadonlyMap<string, readonly DiscoveredVersion[]>;

/** Discovery of the core group, or of all others. */
export type Discovered =
  | { readonly groups: DiscoveredGroups; /** Whether all groups were looked into. */ readonly whole: boolean }
  | { readonly failure: Failure };

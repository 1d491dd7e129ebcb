// The shape of the table of API removals.
import type { Minor } from "../../core/index.ts";

/** One kind in one API version that the API server stopped, or will stop, serving. */
export interface ApiRemoval {
  readonly apiVersion: string;
  readonly kind: string;
  readonly deprecated?: Minor;
  /** The first minor that does not serve it. */
  readonly removed: Minor;
  /** The API version that takes its place, which may have been removed since. */
  readonly replacement?: string;
  readonly source: string;
}

/** The whole table. */
export interface ApiRemovals {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly ApiRemoval[];
}

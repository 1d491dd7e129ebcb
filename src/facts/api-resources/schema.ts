// The shape of the table of API resources.
import type { Minor } from "../../core/index.ts";

/** A resource or subresource of one API version, in the minors in which its row holds. */
export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** The plural; with a slash before the subresource. */
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Verbs of the API, in alphabetical order. */
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  /** The API version of `kind`, where it is not that of the resource. */
  readonly answers?: string;
  /** False where the server serves it only with --runtime-config. */
  readonly default?: false;
  /** The feature gate without which the server does not serve it; it was off by default. */
  readonly gate?: string;
  /** Of the table, unless the row says otherwise. */
  readonly since?: Minor;
  readonly until?: Minor;
  readonly source: string;
}

/** The whole table. */
export interface ApiResources {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly ApiResource[];
}

// What an API server says it serves.
import type { ApiResource } from "../facts/api-resources/index.ts";
import type { Gap } from "./part.ts";

/** A resource or subresource as it is served, in one version of its group. */
export type ServedResource = Omit<ApiResource, "source">;

/** The discovery of a cluster: groups in the server's order, of each the preferred version first. */
export interface ServedSeen {
  readonly resources: readonly ServedResource[];
  /** Groups the server could not tell about. */
  readonly gap?: Gap;
}

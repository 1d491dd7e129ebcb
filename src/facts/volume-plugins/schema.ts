// The shape of the table of removed volume plugins.
import type { Minor } from "../../core/index.ts";

/** A volume type of core/v1 that the API still accepts and no kubelet can mount. */
export interface RemovedVolumePlugin {
  /** Field of a volume: `gitRepo`. */
  readonly volume: string;
  /** The first minor that cannot mount it; the first covered minor where it was removed before. */
  readonly removed: Minor;
  readonly source: string;
}

/** The whole table. */
export interface RemovedVolumePlugins {
  /** RFC 3339 date on which the sources were read. */
  readonly retrieved: string;
  readonly coversUntil: Minor;
  readonly rows: readonly RemovedVolumePlugin[];
}

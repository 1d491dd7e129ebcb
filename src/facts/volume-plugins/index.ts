// Volume types that kubelets can no longer mount.
import data from "./data.json" with { type: "json" };
import type { RemovedVolumePlugins } from "./schema.ts";

export type { RemovedVolumePlugin, RemovedVolumePlugins } from "./schema.ts";

/** The table, sorted by volume type. Types that were moved to CSI drivers still work and are not in it. */
export const removedVolumePlugins = data as RemovedVolumePlugins;

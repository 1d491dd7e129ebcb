// Kubernetes releases and how long they are supported.
import type { Minor } from "../../core/index.ts";
import data from "./data.json" with { type: "json" };
import type { KubernetesVersion, KubernetesVersions } from "./schema.ts";

export type { KubernetesVersion, KubernetesVersions } from "./schema.ts";

/** The table, oldest minor first. */
export const kubernetesVersions = data as KubernetesVersions;

/** The oldest and the newest minor that facts and checks speak of. */
export const oldestSupported: Minor = "1.28";
export const newestSupported: Minor = "1.37";

/** The release of a minor; undefined for one the table does not have. */
export function releaseOf(minor: Minor): KubernetesVersion | undefined {
  return kubernetesVersions.rows.find((row) => row.minor === minor);
}

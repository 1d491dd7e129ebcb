// Workloads of the platform that need their node by what they are.
import { matchesGlob } from "../../core/index.ts";
import data from "./data.json" with { type: "json" };
import type { PlatformWorkload, PlatformWorkloads } from "./schema.ts";

export type { PlatformWorkload, PlatformWorkloads } from "./schema.ts";

/** The table, sorted by component. */
export const platformWorkloads = data as PlatformWorkloads;

/** What is known of a workload; `repositories` are those of all its images, without the registry. */
export interface WorkloadTraits {
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly repositories: readonly string[];
}

/** A mirror keeps the end of a name: `mirror/calico/node` is `calico/node`. */
function isOneOf(images: readonly string[], repository: string): boolean {
  return images.some((image) => repository === image || repository.endsWith(`/${image}`));
}

/**
 * The component a workload is, by place, name and every one of its images; undefined for all others. An image more, and
 * it is not what the table speaks of.
 */
export function platformWorkload({
  namespace,
  kind,
  name,
  repositories,
}: WorkloadTraits): PlatformWorkload | undefined {
  return platformWorkloads.rows.find(
    (row) =>
      row.namespaces.includes(namespace) &&
      row.kind === kind &&
      matchesGlob(row.name, name) &&
      repositories.length > 0 &&
      repositories.every((repository) => isOneOf(row.images, repository)),
  );
}

// Findings that a component of the platform cannot do without.
import { platformWorkload, type PlatformWorkload } from "../../facts/platform-workloads/index.ts";
import { parseImage, placedContainers } from "../../kubernetes/index.ts";
import { ownerOf, type ClusterModel, type Workload } from "../../model/index.ts";
import { needFactors, type Factor } from "./rank-factors.ts";

/** The component of the platform a workload is, by its containers; those that somebody added to debug it count too. */
export function platformOf(model: ClusterModel, { ref, namespace, spec }: Workload): PlatformWorkload | undefined {
  const { kind, name } = ownerOf(model, ref);
  const images = placedContainers(spec).map(({ container }) => parseImage(container.image ?? ""));
  const repositories = images.map(({ repository }) => repository.replace(/^library\//, ""));
  return platformWorkload({ namespace, kind, name, repositories });
}

/** What lowers the rank of a check's findings on a component; undefined where nothing does. */
export function needOf(component: PlatformWorkload | undefined, check: string): Factor | undefined {
  if (component?.checks.includes(check) !== true) return undefined;
  return {
    value: needFactors.neededByDesign,
    reason: `needed by what it is: ${component.component}; ${component.why}`,
  };
}

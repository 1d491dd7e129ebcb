// Long lists of workloads made short: a namespace all of whose workloads are there is named instead of them.
import type { NetworkWorkload } from "../../../checking/network/index.ts";
import { workloadLabel } from "./party.ts";

/** Makes a list of names short; what is no workload (addresses) comes last. */
export type FoldNames = (names: readonly string[], most?: number) => string;

/** Folds names of these workloads. */
export function foldNames(workloads: readonly NetworkWorkload[]): FoldNames {
  const namespaceOf = new Map(workloads.map((workload) => [workloadLabel(workload), workload.namespace]));
  const sizes = new Map<string, number>();
  for (const namespace of namespaceOf.values()) sizes.set(namespace, (sizes.get(namespace) ?? 0) + 1);
  return (names, most = 6) => {
    const found = new Map<string, number>();
    for (const name of names) {
      const namespace = namespaceOf.get(name);
      if (namespace !== undefined) found.set(namespace, (found.get(namespace) ?? 0) + 1);
    }
    const whole = new Set(
      [...found].flatMap(([namespace, count]) => (count > 1 && count === sizes.get(namespace) ? namespace : [])),
    );
    const places = [...whole].sort().map((namespace) => `all of namespace ${namespace}`);
    const single = names.filter((name) => namespaceOf.has(name) && !whole.has(namespaceOf.get(name) ?? ""));
    const outside = names.filter((name) => !namespaceOf.has(name));
    const all = sizes.size > 1 && whole.size === sizes.size ? ["every workload"] : places;
    const texts = [...all, ...single, ...outside];
    return texts.length <= most
      ? texts.join(", ")
      : `${texts.slice(0, most).join(", ")} and ${texts.length - most} more`;
  };
}

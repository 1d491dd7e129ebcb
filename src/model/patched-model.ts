// What-if: a model with objects of another put over it, or taken away.
import { kindNames, type KindName, type KubernetesObject } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { observeComponents } from "./components.ts";
import type { Part } from "./part.ts";

/** Names an object to take away. */
export interface NamedObject {
  readonly part: KindName;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
}

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ""}/${name}`;
}

function patchedPart(
  part: Part<KubernetesObject>,
  added: readonly KubernetesObject[],
  removed: ReadonlySet<string>,
): Part<KubernetesObject> {
  if (added.length === 0 && removed.size === 0) return part;
  const byKey = new Map(added.map((object) => [keyOf(object.metadata.namespace, object.metadata.name), object]));
  const kept = part.objects.flatMap((object): readonly KubernetesObject[] => {
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    if (removed.has(key)) return [];
    const replacement = byKey.get(key);
    byKey.delete(key);
    return [replacement ?? object];
  });
  const objects = [...kept, ...byKey.values()];
  // Of a part that was not collected, what was added is all that is known.
  return part.status === "not-collected" ? { status: "partial", objects, gap: part.gap } : { ...part, objects };
}

/**
 * The model with the objects of `patch` in place of those of the same kind, namespace and name, or added, and without those of
 * `removed`. Parts nothing touches stay the same, so that indexes over them are kept. Linear in the parts that are touched.
 */
export function patchedModel(
  model: ClusterModel,
  patch: ClusterModel | undefined,
  removed: readonly NamedObject[] = [],
): ClusterModel {
  const entries = kindNames.map((name) => {
    const gone = removed.filter(({ part }) => part === name).map((one) => keyOf(one.namespace, one.name));
    const part: Part<KubernetesObject> = model.parts[name];
    return [name, patchedPart(part, patch?.parts[name].objects ?? [], new Set(gone))] as const;
  });
  const kinds = Object.fromEntries(entries) as unknown as Parts;
  const components = kinds.pods === model.parts.pods ? {} : observeComponents(kinds.pods);
  return { ...model, parts: { ...model.parts, ...kinds, ...components } };
}

// Which bindings name each subject.
import { subjectName } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { allBindings, type Binding } from "./role-holders.ts";

const bindingParts = [
  "clusterrolebindings.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
] as const;

function buildBindings(parts: Pick<Parts, (typeof bindingParts)[number]>): ReadonlyMap<string, readonly Binding[]> {
  const bySubject = new Map<string, Binding[]>();
  for (const binding of allBindings({ parts } as ClusterModel)) {
    for (const subject of new Set(
      (binding.subjects ?? []).map((one) => subjectName(one, binding.metadata.namespace)),
    )) {
      if (subject === undefined) continue;
      const known = bySubject.get(subject);
      if (known === undefined) bySubject.set(subject, [binding]);
      else known.push(binding);
    }
  }
  return bySubject;
}

/** The bindings of a subject (`ServiceAccount shop/web`), by that very name: not of its groups. Linear to build. */
export function bindingsOf(model: ClusterModel, subject: string): readonly Binding[] {
  return derive(model, bindingParts, buildBindings).get(subject) ?? [];
}

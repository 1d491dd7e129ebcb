// Who holds each role, through which binding, and where.
import type { ObjectRef } from "../core/index.ts";
import { refOf, subjectName, type KubernetesObject, type ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";

const bindingParts = [
  "clusterrolebindings.rbac.authorization.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
] as const;

/** A RoleBinding or a ClusterRoleBinding. */
export type Binding = ObjectOfKind<(typeof bindingParts)[number]>;

/** One subject's hold on a role. */
export interface Holder {
  /** `User jane`, `Group dev`, `ServiceAccount shop/web`. */
  readonly subject: string;
  readonly binding: ObjectRef;
  /** Where the role holds; absent for the whole cluster. */
  readonly namespace?: string;
}

type Holders = ReadonlyMap<string, readonly Holder[]>;

function holdersIn(binding: Binding): Holder[] {
  const { namespace } = binding.metadata;
  const place = namespace === undefined ? {} : { namespace };
  const subjects = (binding.subjects ?? []).map((subject) => subjectName(subject, namespace));
  return [...new Set(subjects)].flatMap((subject) =>
    subject === undefined ? [] : [{ subject, binding: refOf(binding), ...place }],
  );
}

function roleKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${kind === "Role" ? (namespace ?? "") : ""}/${name}`;
}

function buildHolders(parts: Pick<Parts, (typeof bindingParts)[number]>): Holders {
  const holders = new Map<string, Holder[]>();
  for (const part of bindingParts) {
    for (const binding of parts[part].objects) {
      const { kind = "", name = "" } = binding.roleRef ?? {};
      const key = roleKey(kind, binding.metadata.namespace, name);
      const known = holders.get(key);
      if (known === undefined) holders.set(key, holdersIn(binding));
      else known.push(...holdersIn(binding));
    }
  }
  for (const list of holders.values())
    list.sort((a, b) => compare(a.subject, b.subject) || compare(placeOf(a), placeOf(b)));
  return holders;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function placeOf({ namespace = "", binding }: Holder): string {
  return `${namespace}/${binding.name}`;
}

/** The holders of a Role or ClusterRole, by subject. Linear in subjects to build, constant to ask. */
export function roleHolders(model: ClusterModel, role: KubernetesObject): readonly Holder[] {
  const { kind, metadata } = role;
  return derive(model, bindingParts, buildHolders).get(roleKey(kind, metadata.namespace, metadata.name)) ?? [];
}

/** All bindings, those of the whole cluster first. */
export function allBindings({ parts }: ClusterModel): readonly Binding[] {
  return bindingParts.flatMap((part) => parts[part].objects as readonly Binding[]);
}

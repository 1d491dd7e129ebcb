// Who owns whom: the topmost controller of an object, as far as the model knows.
import { controllerOf, isOwner, type KubernetesObject } from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";

/** Parts that hold pod templates, owners before what they own. */
export const workloadParts = [
  "deployments.apps",
  "cronjobs.batch",
  "statefulsets.apps",
  "daemonsets.apps",
  "replicationcontrollers",
  "replicasets.apps",
  "jobs.batch",
  "podtemplates",
  "pods",
] as const;

export type WorkloadPart = (typeof workloadParts)[number];

/** Answers who is at the top of an object's chain of controllers. */
export interface Owners {
  /** The object itself where nothing in the model controls it. Chains longer than 8, or cyclic, end where they are. */
  topmost(object: KubernetesObject): KubernetesObject;
}

/** `namespace/kind/name`: what an owner reference can name within its namespace. */
export function ownerKey(namespace: string | undefined, kind: string, name: string): string {
  return `${namespace ?? ""}/${kind}/${name}`;
}

type Index = ReadonlyMap<string, KubernetesObject>;

function indexOf(parts: Pick<Parts, WorkloadPart>, names: readonly WorkloadPart[]): Index {
  const objects = new Map<string, KubernetesObject>();
  for (const part of names) {
    for (const object of parts[part].objects)
      objects.set(ownerKey(object.metadata.namespace, object.kind, object.metadata.name), object);
  }
  return objects;
}

/** Finds what an owner reference names. Few pods own anything, and there are more of them than of all else: they are indexed when asked for. */
function finderIn(
  parts: Pick<Parts, WorkloadPart>,
): (namespace: string | undefined, kind: string, name: string) => KubernetesObject | undefined {
  const controllers = indexOf(
    parts,
    workloadParts.filter((part) => part !== "pods"),
  );
  let pods: Index | undefined;
  return (namespace, kind, name) => {
    const index = kind === "Pod" ? (pods ??= indexOf(parts, ["pods"])) : controllers;
    return index.get(ownerKey(namespace, kind, name));
  };
}

function buildOwners(parts: Pick<Parts, WorkloadPart>): Owners {
  const find = finderIn(parts);
  const tops = new Map<KubernetesObject, KubernetesObject>();
  return {
    topmost(object) {
      const known = tops.get(object);
      if (known !== undefined) return known;
      const top = topOf(object, find);
      tops.set(object, top);
      return top;
    },
  };
}

function topOf(object: KubernetesObject, find: ReturnType<typeof finderIn>): KubernetesObject {
  let top = object;
  for (let depth = 0; depth < 8; depth++) {
    const owner = controllerOf(top);
    if (owner?.kind === undefined || owner.name === undefined) return top;
    const next = find(top.metadata.namespace, owner.kind, owner.name);
    if (next === undefined || next === top || !isOwner(owner, next)) return top;
    top = next;
  }
  return top;
}

/** The owners of a model; linear to build, constant to ask. */
export function ownersOf(model: ClusterModel): Owners {
  return derive(model, workloadParts, buildOwners);
}

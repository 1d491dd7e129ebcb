// From the engine's names of policies to the objects they were read from.
import type { KubernetesObject } from "../../kubernetes/index.ts";
import { derive, type ClusterModel, type Parts } from "../../model/index.ts";
import { policyParts } from "./network-view.ts";

function keyOf({ kind, metadata: { namespace, name } }: KubernetesObject): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

function buildObjects(parts: Pick<Parts, (typeof policyParts)[number]>): ReadonlyMap<string, KubernetesObject> {
  const found = new Map<string, KubernetesObject>();
  for (const part of policyParts)
    for (const object of parts[part].objects) if (!found.has(keyOf(object))) found.set(keyOf(object), object);
  return found;
}

/** Policies by the engine's `policyKey`, the first of each name, in the order of the parts. */
export function policyObjects(model: ClusterModel): ReadonlyMap<string, KubernetesObject> {
  return derive(model, policyParts, buildObjects);
}

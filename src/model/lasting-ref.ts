// References without generated suffixes: what an object is called however often its controller makes it anew.
import type { ObjectRef } from "../core/index.ts";
import { controllerOf, refOf, type KubernetesObject, type OwnerReference } from "../kubernetes/index.ts";

/** Controllers that put a hash of the template into the name of their ReplicaSets, and the label that holds it. */
const hashLabels = [
  { label: "pod-template-hash", kind: "Deployment", apiVersion: "apps/v1" },
  { label: "rollouts-pod-template-hash", kind: "Rollout", apiVersion: "argoproj.io/v1alpha1" },
] as const;

const jobOfCronJob = /^(.+)-(\d{8})$/;
// A CronJob names its Jobs after the minute they were due (cronjob_controllerv2.go, getJobName): 2019 to 2040.
const [firstMinute, lastMinute] = [26_000_000, 37_000_000];

type Named = Pick<ObjectRef, "apiVersion" | "kind" | "name">;

/** What made the owner, where the owner is not in the model but its name gives it away. */
function makerOf(owner: OwnerReference & { readonly name: string }, object: KubernetesObject): Named | undefined {
  if (owner.kind === "ReplicaSet") {
    for (const { label, kind, apiVersion } of hashLabels) {
      const hash = object.metadata.labels?.[label];
      if (hash !== undefined && owner.name.endsWith(`-${hash}`))
        return { apiVersion, kind, name: owner.name.slice(0, -hash.length - 1) };
    }
  }
  const [, name, minute] = (owner.kind === "Job" && jobOfCronJob.exec(owner.name)) || [];
  if (name === undefined || Number(minute) < firstMinute || Number(minute) > lastMinute) return undefined;
  return { apiVersion: "batch/v1", kind: "CronJob", name };
}

function ownName({ metadata }: KubernetesObject): string {
  const { name, generateName } = metadata;
  return generateName !== undefined && generateName !== "" && name.startsWith(generateName) ? generateName : name;
}

function makeRef(object: KubernetesObject): ObjectRef {
  const { apiVersion, kind, metadata } = object;
  const place = metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
  const owner = controllerOf(object);
  if (owner?.name === undefined || owner.kind === undefined || owner.kind === "Node") {
    const name = ownName(object);
    return name === metadata.name ? refOf(object) : { apiVersion, kind, ...place, name };
  }
  const named = makerOf({ ...owner, name: owner.name }, object) ?? { kind: owner.kind, name: owner.name };
  return { apiVersion: owner.apiVersion ?? apiVersion, ...named, ...place };
}

const refs = new WeakMap<KubernetesObject, ObjectRef>();

/**
 * The reference that lasts for an object nothing in the model controls: its unseen controller, or what made that one;
 * mirror pods of a node by their own name; objects made from `generateName` by that prefix. The same each time.
 */
export function lastingRef(object: KubernetesObject): ObjectRef {
  const ref = refs.get(object) ?? makeRef(object);
  refs.set(object, ref);
  return ref;
}

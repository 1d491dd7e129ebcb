// Workloads by the object that holds them and by the service account they run as.
import { objectKey, type ObjectRef } from "../core/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { workloadParts, type WorkloadPart } from "./owners.ts";
import { workloads, type Workload } from "./workloads.ts";

/** Finds workloads from the other side. */
export interface WorkloadLookup {
  /** The template an object holds; undefined for objects that hold none. */
  of(ref: ObjectRef): Workload | undefined;
  runningAs(namespace: string, serviceAccount: string): readonly Workload[];
}

/** The name of the service account a workload runs as. */
export function serviceAccountOf({ spec }: Workload): string {
  return spec.serviceAccountName ?? spec.serviceAccount ?? "default";
}

function buildLookup(parts: Pick<Parts, WorkloadPart>): WorkloadLookup {
  const byRef = new Map<ObjectRef, Workload>();
  const byObject = new Map<string, Workload>();
  const byAccount = new Map<string, Workload[]>();
  for (const workload of workloads({ parts } as ClusterModel)) {
    byRef.set(workload.ref, workload);
    byObject.set(objectKey(workload.ref), workload);
    const account = `${workload.namespace}/${serviceAccountOf(workload)}`;
    const known = byAccount.get(account);
    if (known === undefined) byAccount.set(account, [workload]);
    else known.push(workload);
  }
  return {
    of: (ref) => byRef.get(ref) ?? byObject.get(objectKey(ref)),
    runningAs: (namespace, serviceAccount) => byAccount.get(`${namespace}/${serviceAccount}`) ?? [],
  };
}

/** The lookup of a model; linear to build, constant to ask. */
export function workloadLookup(model: ClusterModel): WorkloadLookup {
  return derive(model, workloadParts, buildLookup);
}

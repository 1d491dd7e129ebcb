// Workloads: every distinct pod template of the cluster, with the object it belongs to and the pods that run it.
import type { ObjectRef } from "../core/index.ts";
import {
  controllerOf,
  refOf,
  type KubernetesObject,
  type ObjectOfKind,
  type PodSpec,
  type PodTemplate,
} from "../kubernetes/index.ts";
import type { ClusterModel, Parts } from "./cluster-model.ts";
import { derive } from "./derive.ts";
import { ownerKey, ownersOf, workloadParts, type WorkloadPart } from "./owners.ts";
import type { TemplateHolder } from "./pod-additions.ts";
import { templateKeyer } from "./template-key.ts";

/** One pod template. */
export interface Workload {
  /** The object that holds the template: the topmost controller in the model, or a pod that differs from it. */
  readonly object: KubernetesObject;
  readonly ref: ObjectRef;
  /** Where the template stands in the object: `spec.template.`, or `` for a pod. */
  readonly prefix: string;
  readonly template: PodTemplate;
  readonly spec: PodSpec;
  readonly namespace: string;
  /** Pods that were seen running this template. */
  readonly pods: readonly KubernetesObject[];
}

type StatefulSet = ObjectOfKind<"statefulsets.apps">;

const prefixes: Readonly<Record<WorkloadPart, string>> = {
  "deployments.apps": "spec.template.",
  "cronjobs.batch": "spec.jobTemplate.spec.template.",
  "statefulsets.apps": "spec.template.",
  "daemonsets.apps": "spec.template.",
  replicationcontrollers: "spec.template.",
  "replicasets.apps": "spec.template.",
  "jobs.batch": "spec.template.",
  podtemplates: "template.",
  pods: "",
};

const steps = new Map(
  Object.entries(prefixes).map(([part, prefix]) => [part, prefix.split(".").filter((key) => key !== "")]),
);

function templateOf(part: WorkloadPart, object: KubernetesObject): PodTemplate {
  let value: unknown = object;
  for (const key of steps.get(part) ?? []) value = (value as Record<string, unknown> | undefined)?.[key];
  return value ?? {};
}

function isFinished(object: KubernetesObject): boolean {
  const phase = (object as { readonly status?: { readonly phase?: string } }).status?.phase;
  return phase === "Succeeded" || phase === "Failed";
}

interface History {
  readonly spec?: { readonly replicas?: number | bigint };
  readonly status?: { readonly conditions?: readonly { readonly type?: string; readonly status?: string }[] };
}

/** What a controller keeps of the past: ReplicaSets scaled to nothing, Jobs that are over, pods that are. */
function isHistory(part: WorkloadPart, object: KubernetesObject): boolean {
  const { spec, status } = object as History;
  if (part === "pods") return isFinished(object);
  if (part === "replicasets.apps") return Number(spec?.replicas ?? 1) === 0;
  const over = ({ type = "", status: holds }: { type?: string; status?: string }): boolean =>
    holds === "True" && ["Complete", "Failed"].includes(type);
  return part === "jobs.batch" && (status?.conditions ?? []).some(over);
}

/** What shares a template: the topmost controller, else the owner's name, else the object alone. */
function nameOfGroup(object: KubernetesObject, top: KubernetesObject): string {
  const { namespace } = object.metadata;
  const unseen = controllerOf(top);
  if (top === object && unseen?.kind !== undefined && unseen.kind !== "Node")
    return ownerKey(namespace, unseen.kind, unseen.name ?? "");
  return ownerKey(namespace, top.kind, top.metadata.name);
}

/** Names groups; those of controllers once, as most pods have one. */
function groupNamer(): typeof nameOfGroup {
  const names = new Map<KubernetesObject, string>();
  return (object, top) => {
    if (top === object) return nameOfGroup(object, top);
    const name = names.get(top) ?? nameOfGroup(object, top);
    names.set(top, name);
    return name;
  };
}

function controllerHolder(object: KubernetesObject, template: PodTemplate): TemplateHolder {
  const { volumeClaimTemplates: claims } = (object as StatefulSet).spec ?? {};
  if (object.kind !== "StatefulSet") return { template };
  return { template, claims: new Set(claims?.map(({ metadata }) => metadata?.name ?? "")) };
}

function buildWorkloads(parts: Pick<Parts, WorkloadPart>): readonly Workload[] {
  const owners = ownersOf({ parts } as ClusterModel);
  const templateKey = templateKeyer();
  const groupOf = groupNamer();
  const holders = new Map<KubernetesObject, TemplateHolder>();
  const groups = new Map<number, Workload & { readonly pods: KubernetesObject[] }>();
  for (const part of workloadParts) {
    for (const object of parts[part].objects) {
      const top = owners.topmost(object);
      if (top !== object && isHistory(part, object)) continue;
      const template = templateOf(part, object);
      const group = groupOf(object, top);
      const holder = part === "pods" ? { ...holders.get(top), pod: object } : controllerHolder(object, template);
      if (part !== "pods") holders.set(object, holder);
      const key = templateKey(template, group, holder);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, workload(part, object, template));
      else if (part === "pods") known.pods.push(object);
    }
  }
  return [...groups.values()];
}

function workload(
  part: WorkloadPart,
  object: KubernetesObject,
  template: PodTemplate,
): Workload & { pods: KubernetesObject[] } {
  return {
    object,
    ref: refOf(object),
    prefix: prefixes[part],
    template,
    spec: template.spec ?? {},
    namespace: object.metadata.namespace ?? "default",
    pods: part === "pods" ? [object] : [],
  };
}

/**
 * All workloads: controllers by their template, pods that no controller in the model owns, and pods that differ from
 * the template they came from, as do ReplicaSets and Jobs. What controllers keep of the past is left out. Linear in objects.
 */
export function workloads(model: ClusterModel): readonly Workload[] {
  return derive(model, workloadParts, buildWorkloads);
}

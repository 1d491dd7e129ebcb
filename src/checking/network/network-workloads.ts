// Pods as people name them: by the controller at the top, and templates that no pod was seen of.
import { groupOf, objectKey, type ObjectRef } from "../../core/index.ts";
import { containerPortsOf, parsePod, type PodInput } from "../../engines/network-policy/index.ts";
import { controllerOf, refOf, type KubernetesObject, type Labels } from "../../kubernetes/index.ts";
import {
  ownerOf,
  ownersOf,
  workloads,
  type ClusterModel,
  type Parts,
  type Workload,
  type WorkloadPart,
} from "../../model/index.ts";

/** Pods of one owner (topmost controller) and one template, or a lone pod: what people call a workload. */
export interface NetworkWorkload {
  /** Its index among all workloads. */
  readonly number: number;
  readonly owner: ObjectRef;
  readonly namespace: string;
  readonly name: string;
  /** Pod numbers of the engine; never empty. */
  readonly pods: readonly number[];
  /** False where no pod was seen: the one pod stands for those the template will make, and has no address. */
  readonly seen: boolean;
  readonly hostNetwork: boolean;
  /** Labels all its pods have. */
  readonly labels: Labels;
}

/** All pods, and the workloads they belong to. */
export interface PodsByWorkload {
  readonly pods: readonly PodInput[];
  readonly workloads: readonly NetworkWorkload[];
  /** Workload of each pod. */
  readonly workloadOfPod: Int32Array;
  /** Names (`namespace/name`) that more than one pod has; only the first pod is there. */
  readonly duplicates: readonly string[];
}

/** Labels controllers give to single pods, or to pods of one revision of a template. */
const generatedLabels: ReadonlySet<string> = new Set([
  "apps.kubernetes.io/pod-index",
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-completion-index",
  "batch.kubernetes.io/job-name",
  "controller-revision-hash",
  "controller-uid",
  "job-name",
  "pod-template-generation",
  "pod-template-hash",
  "rollouts-pod-template-hash",
  "statefulset.kubernetes.io/pod-name",
]);

/** Text equal for pods that were made of the same template, as far as the network goes. */
function templateKey({ labels, hostNetwork, ports }: PodInput): string {
  const kept = Object.entries(labels ?? {}).filter(([key]) => !generatedLabels.has(key));
  return JSON.stringify([hostNetwork, kept.sort(([a], [b]) => (a < b ? -1 : 1)), ports]);
}

function commonLabels(pods: readonly PodInput[]): Record<string, string> {
  const [first, ...others] = pods;
  return Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(([key, value]) => others.every(({ labels }) => labels?.[key] === value)),
  );
}

/** Labels the controller of a kind gives to the first pod it makes. */
function givenLabels({ kind, name }: ObjectRef): Record<string, string> {
  if (kind === "Job") return { "job-name": name, "batch.kubernetes.io/job-name": name };
  if (kind !== "StatefulSet") return {};
  return { "statefulset.kubernetes.io/pod-name": `${name}-0`, "apps.kubernetes.io/pod-index": "0" };
}

interface Job {
  readonly status?: { readonly conditions?: readonly { readonly type?: string; readonly status?: string }[] };
}

/** Whether a template makes pods again: finished Jobs and mere PodTemplates do not. */
function makesPods({ object, ref }: Workload): boolean {
  if (ref.kind === "Pod" || ref.kind === "PodTemplate") return false;
  if (ref.kind !== "Job" || groupOf(ref.apiVersion) !== "batch") return true;
  const conditions = (object as Job).status?.conditions ?? [];
  return !conditions.some(({ type, status }) => status === "True" && (type === "Complete" || type === "Failed"));
}

class Collector {
  readonly pods: PodInput[] = [];
  readonly duplicates: string[] = [];
  private readonly names = new Set<string>();
  private readonly groups = new Map<string, { readonly owner: ObjectRef; readonly pods: number[]; seen: boolean }>();
  private readonly ownerKeys = new Set<string>();
  private readonly model: ClusterModel;

  constructor(parts: Pick<Parts, WorkloadPart>) {
    this.model = { parts } as ClusterModel;
  }

  private add(pod: PodInput, owner: ObjectRef, seen: boolean): void {
    this.names.add(`${pod.namespace}/${pod.name}`);
    const key = objectKey(owner);
    this.ownerKeys.add(key);
    const group = `${key}\n${templateKey(pod)}`;
    const known = this.groups.get(group);
    if (known === undefined) this.groups.set(group, { owner, pods: [this.pods.length], seen });
    else known.pods.push(this.pods.length);
    this.pods.push(pod);
  }

  addPod(object: KubernetesObject): void {
    const pod = parsePod(object);
    const name = `${pod.namespace}/${pod.name}`;
    if (this.names.has(name)) {
      this.duplicates.push(name);
      return;
    }
    const top = ownersOf(this.model).topmost(object);
    const lone = top === object && (controllerOf(object)?.kind ?? "Node") === "Node";
    this.add(pod, lone ? refOf(object) : ownerOf(this.model, refOf(object)), true);
  }

  /** A template no pod was seen of. Two of one name are told apart by their kinds. */
  addTemplate(workload: Workload): void {
    const owner = ownerOf(this.model, workload.ref);
    if (!makesPods(workload) || this.ownerKeys.has(objectKey(owner))) return;
    const { namespace, template, spec, ref } = workload;
    const taken = this.names.has(`${namespace}/${owner.name}`);
    const labels: Labels = { ...template.metadata?.labels, ...givenLabels(ref) };
    const name = taken ? `${owner.kind.toLowerCase()}/${owner.name}` : owner.name;
    const ports = containerPortsOf(spec);
    const pod = { namespace, name, labels, ips: [], hostNetwork: spec.hostNetwork === true, ports, finished: false };
    this.add(pod, owner, false);
  }

  finish(): PodsByWorkload {
    const workloadOfPod = new Int32Array(this.pods.length);
    const found = [...this.groups.values()].map(({ owner, pods, seen }, number): NetworkWorkload => {
      const members = pods.flatMap((pod) => this.pods[pod] ?? []);
      for (const pod of pods) workloadOfPod[pod] = number;
      const { namespace = "default", hostNetwork = false } = members[0] ?? {};
      const { name } = owner;
      return { number, owner, namespace, name, pods, seen, hostNetwork, labels: commonLabels(members) };
    });
    return { pods: this.pods, workloads: found, workloadOfPod, duplicates: this.duplicates };
  }
}

/** Pods, and templates without pods, by workload. Linear in objects. */
export function podsByWorkload(parts: Pick<Parts, WorkloadPart>): PodsByWorkload {
  const collector = new Collector(parts);
  for (const pod of parts.pods.objects) collector.addPod(pod);
  for (const workload of workloads({ parts } as ClusterModel)) collector.addTemplate(workload);
  return collector.finish();
}

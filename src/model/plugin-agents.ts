// Agents that run on every node: DaemonSets, and pods of DaemonSets that were not seen themselves.
import type { ObjectRef } from "../core/index.ts";
import {
  controllerOf,
  parseImage,
  placedContainers,
  refOf,
  type Labels,
  type ObjectOfKind,
  type PlacedContainer,
  type PodSpec,
} from "../kubernetes/index.ts";
import type { Parts } from "./cluster-model.ts";

type Pod = ObjectOfKind<"pods">;
type DaemonSet = ObjectOfKind<"daemonsets.apps">;

/** A container of an agent with the repository and tag of its image. */
export interface AgentContainer {
  readonly placed: PlacedContainer;
  readonly repository: string;
  readonly tag?: string;
}

/** One DaemonSet with its pods; `daemonSet` is absent where only pods were seen. */
export interface Agent {
  readonly ref: ObjectRef;
  readonly namespace: string;
  readonly name: string;
  readonly spec: PodSpec;
  readonly labels: readonly Labels[];
  readonly containers: readonly AgentContainer[];
  readonly daemonSet?: DaemonSet;
  readonly pods: readonly Pod[];
}

/** Parts agents are told from. */
export const agentParts = ["daemonsets.apps", "pods"] as const;

function containersOf(spec: PodSpec): AgentContainer[] {
  return placedContainers(spec).flatMap((placed) => {
    if (placed.field === "ephemeralContainers") return [];
    const { repository, tag } = parseImage(placed.container.image ?? "");
    return [{ placed, repository, ...(tag === undefined ? {} : { tag }) }];
  });
}

function podsByDaemonSet(pods: readonly Pod[]): Map<string, Pod[]> {
  const found = new Map<string, Pod[]>();
  for (const pod of pods) {
    const owner = controllerOf(pod);
    if (owner?.kind !== "DaemonSet") continue;
    const key = `${pod.metadata.namespace}/${owner.name}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, [pod]);
    else known.push(pod);
  }
  return found;
}

/** All DaemonSets, those only known by their pods among them. Linear in both. */
export function agentsOf(parts: Pick<Parts, (typeof agentParts)[number]>): readonly Agent[] {
  const pods = podsByDaemonSet(parts.pods.objects);
  const agents = parts["daemonsets.apps"].objects.map((daemonSet): Agent => {
    const { namespace = "default", name, labels } = daemonSet.metadata;
    const key = `${namespace}/${name}`;
    const own = pods.get(key) ?? [];
    pods.delete(key);
    const { metadata, spec = {} } = daemonSet.spec?.template ?? {};
    const all = [labels, metadata?.labels];
    return {
      ref: refOf(daemonSet),
      namespace,
      name,
      spec,
      labels: all,
      containers: containersOf(spec),
      daemonSet,
      pods: own,
    };
  });
  for (const [key, own] of pods) {
    const [first] = own;
    if (first === undefined) continue;
    const { namespace = "default", labels } = first.metadata;
    const name = key.slice(namespace.length + 1);
    const spec = first.spec ?? {};
    const ref = { apiVersion: "apps/v1", kind: "DaemonSet", namespace, name };
    agents.push({ ref, namespace, name, spec, labels: [labels], containers: containersOf(spec), pods: own });
  }
  return agents;
}

// Nodes a plugin's agent does not cover: nobody enforces policies for the pods there.
import { isJsonObject } from "../core/index.ts";
import { matchesSelector, type ObjectOfKind, type PodSpec } from "../kubernetes/index.ts";
import type { Parts } from "./cluster-model.ts";
import type { Enforcement, NodeGap } from "./network-plugin.ts";
import { gapOf } from "./part.ts";
import type { Agent } from "./plugin-agents.ts";

type Node = ObjectOfKind<"nodes">;
type Pod = ObjectOfKind<"pods">;
interface Cover {
  readonly enforcement: Enforcement;
  readonly reason: string;
}

/** Labels of nodes that are somebody else's machines: pods there run where no agent can. */
const virtualLabels: readonly (readonly [key: string, value: string, name: string])[] = [
  ["type", "virtual-kubelet", "a virtual node"],
  ["eks.amazonaws.com/compute-type", "fargate", "a Fargate node"],
  ["liqo.io/type", "virtual-node", "a virtual node"],
];

function virtualName({ metadata, spec }: Node): string | undefined {
  const label = virtualLabels.find(([key, value]) => metadata.labels?.[key] === value)?.[2];
  const tainted = (spec?.taints ?? []).some(({ key }) => key === "virtual-kubelet.io/provider");
  return label ?? (tainted ? "a virtual node" : undefined);
}

function isWindows({ metadata, status }: Node): boolean {
  return status?.nodeInfo?.operatingSystem === "windows" || metadata.labels?.["kubernetes.io/os"] === "windows";
}

/** Taints the DaemonSet controller tolerates in every pod it makes (AddOrUpdateDaemonPodTolerations). */
const toleratedAnyway: ReadonlySet<string> = new Set([
  "node.kubernetes.io/not-ready",
  "node.kubernetes.io/unreachable",
  "node.kubernetes.io/disk-pressure",
  "node.kubernetes.io/memory-pressure",
  "node.kubernetes.io/pid-pressure",
  "node.kubernetes.io/unschedulable",
]);

function untolerated({ tolerations = [], hostNetwork }: PodSpec, { spec }: Node): string | undefined {
  const taint = (spec?.taints ?? []).find(({ key = "", value = "", effect }) => {
    if (effect !== "NoSchedule" && effect !== "NoExecute") return false;
    if (toleratedAnyway.has(key) || (hostNetwork === true && key === "node.kubernetes.io/network-unavailable"))
      return false;
    return !tolerations.some((one) => {
      const sameKey = (one.key ?? "") === "" ? one.operator === "Exists" : one.key === key;
      const sameValue = one.operator === "Exists" || (one.value ?? "") === value;
      return sameKey && sameValue && ((one.effect ?? "") === "" || one.effect === effect);
    });
  });
  return taint?.key;
}

interface Affinity {
  readonly matchExpressions?: readonly {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: string[];
  }[];
  readonly matchFields?: unknown;
}

/** Whether required node affinity lets a node in: one of its terms; what is not read here does not keep it out. */
function fitsAffinity({ affinity }: PodSpec, { metadata }: Node): boolean {
  const node = isJsonObject(affinity) ? affinity["nodeAffinity"] : undefined;
  const required = isJsonObject(node) ? node["requiredDuringSchedulingIgnoredDuringExecution"] : undefined;
  const terms = isJsonObject(required) ? required["nodeSelectorTerms"] : undefined;
  if (!Array.isArray(terms)) return true;
  return (terms as readonly Affinity[]).some(({ matchExpressions = [], matchFields }) => {
    if (matchFields !== undefined) return true;
    const read = matchExpressions.filter(({ operator }) => operator !== "Gt" && operator !== "Lt");
    return matchesSelector({ matchExpressions: read }, metadata.labels);
  });
}

/** Why a DaemonSet puts no pod on a node, if its template says so. */
function exclusion({ spec }: Agent, node: Node): string | undefined {
  const { labels } = node.metadata;
  const missing = Object.entries(spec.nodeSelector ?? {}).find(([key, value]) => labels?.[key] !== value);
  if (missing !== undefined) return `its nodeSelector asks for ${missing[0]}=${missing[1]}`;
  if (!fitsAffinity(spec, node)) return "its node affinity leaves the node out";
  const taint = untolerated(spec, node);
  return taint === undefined ? undefined : `it does not tolerate the taint ${taint}`;
}

function isReady({ status }: Pod): boolean {
  return (status?.phase ?? "Running") === "Running" && (status?.conditions ?? []).length === 0;
}

function coverOf(agent: Agent, node: Node, pods: readonly Pod[], allPods: boolean): Cover {
  const { name } = agent;
  if (pods.some(isReady)) return { enforcement: "enforced", reason: `${name} runs there` };
  const started = pods.some(({ status }) => status?.phase === "Running");
  const why = exclusion(agent, node);
  if (started)
    return {
      enforcement: "unknown",
      reason: `the pod of ${name} there is not ready: rules it has programmed may stay, changes do not arrive`,
    };
  if (pods.length > 0) return { enforcement: "not-enforced", reason: `the pod of ${name} there is not running` };
  if (why !== undefined) return { enforcement: "not-enforced", reason: `${name} does not run there: ${why}` };
  // A DaemonSet without any pod is one whose pods were not written down, unless it says itself that none is ready.
  const isTold = agent.pods.length > 0 || Number(agent.daemonSet?.status?.numberReady ?? -1) === 0;
  if (allPods && isTold) return { enforcement: "not-enforced", reason: `no pod of ${name} runs there` };
  return { enforcement: "enforced", reason: `${name} is to run there` };
}

const order: readonly Enforcement[] = ["enforced", "unknown", "not-enforced"];

function coverOfNode(
  node: Node,
  agents: readonly { readonly agent: Agent; readonly byNode: ReadonlyMap<string, readonly Pod[]> }[],
  allPods: boolean,
): Cover {
  const name = virtualName(node);
  if (name !== undefined) return { enforcement: "not-enforced", reason: `it is ${name}: no agent runs on it` };
  const covers = agents.map(({ agent, byNode }) => coverOf(agent, node, byNode.get(node.metadata.name) ?? [], allPods));
  const [best] = covers.toSorted((a, b) => order.indexOf(a.enforcement) - order.indexOf(b.enforcement));
  if (best === undefined) return { enforcement: "unknown", reason: "no agent is known" };
  if (best.enforcement !== "enforced" && isWindows(node)) return { ...best, reason: `it runs Windows; ${best.reason}` };
  return best;
}

function podsByNode(pods: readonly Pod[]): Map<string, Pod[]> {
  const found = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = pod.spec?.nodeName ?? "";
    found.set(node, [...(found.get(node) ?? []), pod]);
  }
  return found;
}

/**
 * Nodes where policies are not enforced as everywhere else, by what the agents of the plugins that enforce them do there.
 * Absence of a pod counts only where all pods were collected. O(nodes × agents + their pods).
 */
export function nodeGaps(parts: Pick<Parts, "nodes" | "pods">, agents: readonly Agent[]): readonly NodeGap[] {
  if (agents.length === 0) return [];
  const placed = agents.map((agent) => ({ agent, byNode: podsByNode(agent.pods) }));
  return parts.nodes.objects.flatMap((node): NodeGap[] => {
    const allPods = agents.every(({ namespace }) => gapOf(parts.pods, namespace) === undefined);
    const { enforcement, reason } = coverOfNode(node, placed, allPods);
    return enforcement === "enforced" ? [] : [{ node: node.metadata.name, enforcement, reason }];
  });
}

// Which workloads reach what no ordinary pod should reach.
import {
  classesOf,
  connections,
  policyKey,
  withPolicies,
  type Compiled,
  type PortRanges,
} from "../../engines/network-policy/index.ts";
import { parseIpAddress, type IpAddress } from "../../kubernetes/index.ts";
import type { ClusterModel, Enforcement, NetworkPlugin } from "../../model/index.ts";
import { networkView, type NetworkView } from "./network-view.ts";
import type { NetworkWorkload } from "./network-workloads.ts";
import { sensitiveTargets, type SensitiveTarget } from "./sensitive-targets.ts";

/** What one workload reaches of one target. */
export interface TargetReach {
  readonly target: SensitiveTarget;
  /** Ports that policies, as they are written, leave open at some place; and that place. */
  readonly ports: readonly number[];
  readonly at?: string;
  /** Whether it is reached once it is asked what the plugin enforces. */
  readonly enforced: boolean | "unknown";
  /** Pods on the host network are their node, whatever policies say. */
  readonly hostNetwork: boolean;
}

/** All workloads with a pod that has a network, and what they reach. */
export interface SensitiveReach {
  readonly targets: readonly SensitiveTarget[];
  readonly notes: readonly string[];
  of(workload: NetworkWorkload): readonly TargetReach[];
}

interface Opening {
  readonly ports: readonly number[];
  readonly at?: string;
}

const closed: Opening = { ports: [] };

/** For each pod the number of the set of policies that select it; -1 for pods on the host network, -2 for finished ones. */
function selectionOfPods(compiled: Compiled, pods: number): Int32Array {
  const found = new Int32Array(pods).fill(-2);
  for (const { selection, pods: members } of classesOf(compiled))
    for (const pod of members) found[pod] = selection?.id ?? -1;
  return found;
}

/** Text equal for addresses no policy tells apart. */
function addressClasses(compiled: Compiled): (address: IpAddress) => number {
  const ranges = classesOf(compiled).flatMap(({ index, addresses }) =>
    addresses.map(([first, last]) => ({ family: first.family, first: first.value, last: last.value, index })),
  );
  const sorted = { 4: ranges.filter(({ family }) => family === 4), 6: ranges.filter(({ family }) => family === 6) };
  for (const list of [sorted[4], sorted[6]]) list.sort((a, b) => (a.first < b.first ? -1 : 1));
  return ({ family, value }) => {
    const list = sorted[family];
    let [low, high] = [0, list.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((list[middle]?.first ?? 0n) <= value) low = middle;
      else high = middle - 1;
    }
    return list[low]?.index ?? -1;
  };
}

type Place = SensitiveTarget["places"][number];

/** Places no policy tells apart, together: at most two of each, so that one is not the asking pod's own node. */
function distinctPlaces(view: NetworkView, target: SensitiveTarget, classOf: (address: IpAddress) => number): Place[] {
  const groups = new Map<string, Place[]>();
  for (const place of target.places) {
    const { endpoint } = place;
    const addresses =
      "node" in endpoint
        ? (view.input.nodes[endpoint.node]?.addresses ?? []).flatMap((text) => parseIpAddress(text) ?? [])
        : [];
    const key = "address" in endpoint ? place.label : `node ${addresses.map(classOf).join()}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [place]);
    else if (known.length < 2) known.push(place);
  }
  return [...groups.values()].flat();
}

function openPorts({ TCP }: PortRanges, ports: readonly number[]): number[] {
  return ports.filter((port) => TCP.some(([first, last]) => port >= first && port <= last));
}

/** What pods of one selection reach; two pods of it, on two nodes if there are such, so that one asks from elsewhere. */
function openingOf(
  { input }: NetworkView,
  compiled: Compiled,
  pods: readonly number[],
  { places, ports }: SensitiveTarget,
): Opening {
  let best = closed;
  for (const { endpoint, label, node } of places) {
    const pod = pods.find((one) => node === undefined || input.pods[one]?.node !== node);
    if (pod === undefined) continue;
    const open = openPorts(connections(compiled, { pod }, endpoint).ports, ports);
    if (open.length > best.ports.length) best = { ports: open, at: label };
  }
  return best;
}

/** At most two pods of each selection, on two nodes if there are such. */
function representatives({ input }: NetworkView, selections: Int32Array): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [pod, selection] of selections.entries()) {
    const known = found.get(selection);
    if (known === undefined) found.set(selection, [pod]);
    else if (known.length < 2 && input.pods[known[0] ?? 0]?.node !== input.pods[pod]?.node) known.push(pod);
  }
  return found;
}

/** Openings by selection and target, asked when needed: what one selection reaches is true of all its pods. */
class Openings {
  private readonly known = new Map<string, Opening>();
  private readonly pods: Map<number, number[]>;
  readonly selections: Int32Array;
  private readonly view: NetworkView;
  private readonly compiled: Compiled;
  private readonly targets: readonly SensitiveTarget[];

  constructor(view: NetworkView, compiled: Compiled, targets: readonly SensitiveTarget[]) {
    const classOf = addressClasses(compiled);
    this.view = view;
    this.compiled = compiled;
    this.targets = targets.map((target) => ({ ...target, places: distinctPlaces(view, target, classOf) }));
    this.selections = selectionOfPods(compiled, view.input.pods.length);
    this.pods = representatives(view, this.selections);
  }

  of(workload: NetworkWorkload, index: number): Opening {
    const target = this.targets[index];
    let best = closed;
    for (const selection of new Set(workload.pods.map((pod) => this.selections[pod] ?? -2))) {
      if (selection === -2 || target === undefined) continue;
      const key = `${selection}/${index}`;
      const opening =
        this.known.get(key) ?? openingOf(this.view, this.compiled, this.pods.get(selection) ?? [], target);
      this.known.set(key, opening);
      if (opening.ports.length > best.ports.length) best = opening;
    }
    return best;
  }
}

/** The network without the policies of kinds the plugin does not read. */
function withoutIgnoredKinds({ compiled, input, plugin }: NetworkView): Compiled {
  const removed = input.policies
    .filter(({ kind }) => {
      if (kind === "NetworkPolicy") return false;
      return (kind === "ClusterNetworkPolicy" ? plugin.clusterTiers : plugin.adminTiers) === "not-enforced";
    })
    .map((policy) => policyKey(policy));
  return removed.length === 0 ? compiled : withPolicies(compiled, { removed });
}

/** Whether egress policies of a workload have effect; the least for its pods on different nodes. */
function enforcementOf({ input }: NetworkView, plugin: NetworkPlugin, { pods }: NetworkWorkload): Enforcement {
  if (plugin.nodes.length === 0) return plugin.egress;
  const byNode = new Map(plugin.nodes.map(({ node, enforcement }) => [node, enforcement]));
  const all = new Set(pods.map((pod) => byNode.get(input.pods[pod]?.node ?? "") ?? plugin.egress));
  return (["not-enforced", "unknown", "enforced"] as const).find((one) => all.has(one)) ?? plugin.egress;
}

function reachAsEnforced(written: Opening, kept: Opening, enforcement: Enforcement): boolean | "unknown" {
  if (kept.ports.length > 0 || enforcement === "not-enforced") return true;
  if (enforcement === "unknown") return written.ports.length > 0 ? true : "unknown";
  return false;
}

/** A pod always reaches what runs on its own node; of kubelets and shells only those of other nodes are asked for. */
function ownNode({ input }: NetworkView, { pods }: NetworkWorkload, target: SensitiveTarget): string | undefined {
  if (target.kind === "kubelet" || target.kind === "ssh") return undefined;
  const nodes = new Set(target.places.flatMap(({ node }) => node ?? []));
  const own = pods.map((pod) => input.pods[pod]?.node ?? "").find((node) => nodes.has(node));
  return own === undefined ? undefined : `its own node ${own}`;
}

function buildReach(model: ClusterModel, view: NetworkView): SensitiveReach {
  const { targets, notes } = sensitiveTargets(model, view);
  const written = new Openings(view, view.compiled, targets);
  const enforcedNetwork = withoutIgnoredKinds(view);
  const kept = enforcedNetwork === view.compiled ? written : new Openings(view, enforcedNetwork, targets);
  const known = new Map<number, readonly TargetReach[]>();
  const ask = (workload: NetworkWorkload): readonly TargetReach[] => {
    const { hostNetwork } = workload;
    const enforcement = enforcementOf(view, view.plugin, workload);
    return targets.map((target, index): TargetReach => {
      const own = ownNode(view, workload, target);
      if (own !== undefined) return { target, ports: target.ports, at: own, enforced: true, hostNetwork };
      const { ports, at } = written.of(workload, index);
      const enforced = reachAsEnforced({ ports }, kept.of(workload, index), enforcement);
      return { target, ports, enforced, hostNetwork, ...(at === undefined ? {} : { at }) };
    });
  };
  return {
    targets,
    notes,
    of(workload) {
      const before = known.get(workload.number);
      if (before !== undefined) return before;
      const reaches = ask(workload);
      known.set(workload.number, reaches);
      return reaches;
    },
  };
}

const memo = new WeakMap<ClusterModel["parts"], SensitiveReach>();

/**
 * What workloads reach of metadata services, other nodes and the control plane. A pod always reaches its own node. Once per
 * model; O(distinct sets of policies × distinct places).
 */
export function sensitiveReach(model: ClusterModel): SensitiveReach {
  const before = memo.get(model.parts);
  if (before !== undefined) return before;
  const reach = buildReach(model, networkView(model));
  memo.set(model.parts, reach);
  return reach;
}

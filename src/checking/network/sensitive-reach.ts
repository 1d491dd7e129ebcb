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
import { egressClasses } from "./egress-classes.ts";
import { networkOutline } from "./network-outline.ts";
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

/** Who asks: pods that share an owner or a template. */
export type Asking = Pick<NetworkWorkload, "pods" | "hostNetwork">;

/** The network that is asked: whole or in outline. */
type Network = Pick<NetworkView, "compiled" | "input" | "plugin">;

/** What there is to be reached, and who reaches it. */
export interface SensitiveReach {
  readonly targets: readonly SensitiveTarget[];
  readonly notes: readonly string[];
  toward(workload: Asking, target: SensitiveTarget): TargetReach;
}

interface Opening {
  readonly ports: readonly number[];
  readonly at?: string;
}

const closed: Opening = { ports: [] };

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
function distinctPlaces(view: Network, target: SensitiveTarget, classOf: (address: IpAddress) => number): Place[] {
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

/** What pods of one class reach; two pods of it, on two nodes if there are such, so that one asks from elsewhere. */
function openingOf(
  { input }: Pick<NetworkView, "input">,
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

/** At most two pods of each class, on two nodes if there are such. */
function representatives({ input }: Pick<NetworkView, "input">, classes: Int32Array): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [pod, number] of classes.entries()) {
    const known = found.get(number);
    if (known === undefined) found.set(number, [pod]);
    else if (known.length < 2 && input.pods[known[0] ?? 0]?.node !== input.pods[pod]?.node) known.push(pod);
  }
  return found;
}

/** Openings by class and target, asked when needed: what one class reaches is true of all its pods. */
class Openings {
  private readonly known = new Map<string, Opening>();
  private readonly pods: Map<number, number[]>;
  readonly classes: Int32Array;
  private readonly view: Network;
  private readonly compiled: Compiled;
  private readonly targets: readonly SensitiveTarget[];

  constructor(view: Network, compiled: Compiled, targets: readonly SensitiveTarget[]) {
    const classOf = addressClasses(compiled);
    this.view = view;
    this.compiled = compiled;
    this.targets = targets.map((target) => ({ ...target, places: distinctPlaces(view, target, classOf) }));
    this.classes = egressClasses(compiled, view.input.pods.length);
    this.pods = representatives(view, this.classes);
  }

  of(workload: Asking, index: number): Opening {
    const target = this.targets[index];
    let best = closed;
    for (const number of new Set(workload.pods.map((pod) => this.classes[pod] ?? -2))) {
      if (number === -2 || target === undefined) continue;
      const key = `${number}/${index}`;
      const opening = this.known.get(key) ?? openingOf(this.view, this.compiled, this.pods.get(number) ?? [], target);
      this.known.set(key, opening);
      if (opening.ports.length > best.ports.length) best = opening;
    }
    return best;
  }
}

/** The network without the policies of kinds the plugin does not read. */
function withoutIgnoredKinds({ compiled, input, plugin }: Network): Compiled {
  const removed = input.policies
    .filter(({ kind }) => {
      if (kind === "NetworkPolicy") return false;
      return (kind === "ClusterNetworkPolicy" ? plugin.clusterTiers : plugin.adminTiers) === "not-enforced";
    })
    .map((policy) => policyKey(policy));
  return removed.length === 0 ? compiled : withPolicies(compiled, { removed });
}

/** Whether egress policies of a workload have effect; the least for its pods on different nodes. */
function enforcementOf({ input }: Pick<NetworkView, "input">, plugin: NetworkPlugin, { pods }: Asking): Enforcement {
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
function ownNodes({ kind, places }: SensitiveTarget): ReadonlySet<string> {
  return new Set(kind === "kubelet" || kind === "ssh" ? [] : places.flatMap(({ node }) => node ?? []));
}

function buildReach(model: ClusterModel, view: Network): SensitiveReach {
  const { targets, notes } = sensitiveTargets(model, view);
  const written = new Openings(view, view.compiled, targets);
  const enforcedNetwork = withoutIgnoredKinds(view);
  const kept = enforcedNetwork === view.compiled ? written : new Openings(view, enforcedNetwork, targets);
  const nodes = new Map(targets.map((target) => [target, ownNodes(target)]));
  const toward = (workload: Asking, target: SensitiveTarget): TargetReach => {
    const { hostNetwork } = workload;
    const own = workload.pods
      .map((pod) => view.input.pods[pod]?.node ?? "")
      .find((node) => nodes.get(target)?.has(node));
    if (own !== undefined)
      return { target, ports: target.ports, at: `its own node ${own}`, enforced: true, hostNetwork };
    const index = targets.indexOf(target);
    const { ports, at } = written.of(workload, index);
    const enforcement = enforcementOf(view, view.plugin, workload);
    const enforced = reachAsEnforced({ ports }, kept.of(workload, index), enforcement);
    return { target, ports, enforced, hostNetwork, ...(at === undefined ? {} : { at }) };
  };
  return { targets, notes, toward };
}

type ByModel = WeakMap<ClusterModel["parts"], SensitiveReach>;
const [whole, outlined]: readonly [ByModel, ByModel] = [new WeakMap(), new WeakMap()];

function remembered(memo: ByModel, model: ClusterModel, network: (model: ClusterModel) => Network): SensitiveReach {
  const before = memo.get(model.parts);
  if (before !== undefined) return before;
  const reach = buildReach(model, network(model));
  memo.set(model.parts, reach);
  return reach;
}

/**
 * What pods reach of metadata services, other nodes and the control plane. A pod always reaches its own node. Once per model;
 * O(distinct sets of policies × distinct places).
 */
export function sensitiveReach(model: ClusterModel): SensitiveReach {
  return remembered(whole, model, networkView);
}

/** The same for the outline, whose pods are on no node; asked for pods of the outline. */
export function outlinedReach(model: ClusterModel): SensitiveReach {
  return remembered(outlined, model, networkOutline);
}

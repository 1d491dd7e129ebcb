// Who the ends of observed flows are: workloads, Services, nodes, or addresses outside.
import { PlimsollError } from "../../../core/index.ts";
import { podNumber, type Protocol, type ServiceInput } from "../../../engines/network-policy/index.ts";
import { formatIpAddress, parseCidr, parseIpAddress, type IpAddress } from "../../../kubernetes/index.ts";
import { findParty } from "../question/find-party.ts";
import type { Party } from "../question/party.ts";
import type { FlowPlace } from "./flow-row.ts";
import type { Unit } from "./generate-units.ts";
import type { WishEnd } from "./wish.ts";
import type { WishContext } from "./wish-context.ts";

/** Who it is. A Service is what stands behind it, by port. `own-node` needs no policy. */
export type FlowEnd =
  | { readonly kind: "ends"; readonly ends: readonly WishEnd[]; readonly pod?: number; readonly node?: number }
  | { readonly kind: "service"; readonly service: ServiceInput }
  | { readonly kind: "own-node" }
  | { readonly kind: "unknown"; readonly reason: string };

/** How addresses outside are taken together. */
export interface FlowGrouping {
  readonly prefix4: number;
  readonly prefix6: number;
  /** Namespace of names that give none. */
  readonly namespace: string;
}

const mostRemembered = 100_000;
/** A name nobody has is compared with all there are, to find what it may mean: too dear for thousands. */
const mostLookups = 1000;

function keyOf({ family, value }: IpAddress): string {
  return `${family}/${value}`;
}

function unknown(reason: string): FlowEnd {
  return { kind: "unknown", reason };
}

/** Look-ups of one network, made once. */
export class FlowEnds {
  private readonly context: WishContext;
  private readonly grouping: FlowGrouping;
  private readonly pods = new Map<string, number>();
  private readonly nodes = new Map<string, number>();
  private readonly services = new Map<string, ServiceInput>();
  private readonly unitsByName = new Map<string, Unit[]>();
  private readonly known = new Map<string, FlowEnd>();
  private lookups = 0;

  constructor(context: WishContext, grouping: FlowGrouping) {
    this.context = context;
    this.grouping = grouping;
    const { input } = context.view;
    for (const [pod, { ips, hostNetwork, finished }] of input.pods.entries())
      if (!hostNetwork && !finished) this.index(this.pods, ips, pod);
    for (const [node, { addresses }] of input.nodes.entries()) this.index(this.nodes, addresses, node);
    for (const { metadata, spec, status } of context.model.parts.services.objects) {
      const service = context.services.get(`${metadata.namespace ?? "default"}/${metadata.name}`);
      const balanced = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
      const addresses = [spec?.clusterIP ?? "", ...(spec?.clusterIPs ?? []), ...(spec?.externalIPs ?? []), ...balanced];
      if (service !== undefined) this.index(this.services, addresses, service);
    }
    for (const unit of context.units.list) {
      const key = `${unit.namespace}/${unit.name}`;
      this.unitsByName.set(key, [...(this.unitsByName.get(key) ?? []), unit]);
    }
  }

  private index<T>(map: Map<string, T>, addresses: readonly string[], value: T): void {
    for (const text of addresses) {
      const address = parseIpAddress(text);
      if (address !== undefined && !map.has(keyOf(address))) map.set(keyOf(address), value);
    }
  }

  private unitEnd(unit: Unit, pod?: number): FlowEnd {
    return { kind: "ends", ends: [{ kind: "unit", unit: unit.number }], ...(pod === undefined ? {} : { pod }) };
  }

  private podEnd(pod: number): FlowEnd {
    const unit = this.context.units.list[this.context.units.ofPod[pod] ?? -1];
    return unit === undefined ? unknown("the pod has finished") : this.unitEnd(unit, pod);
  }

  private nodeEnd(node: number, address: IpAddress): FlowEnd {
    const { input } = this.context.view;
    const cidr = `${formatIpAddress(address)}/${address.family === 4 ? 32 : 128}`;
    const label = `node ${input.nodes[node]?.name ?? ""}`;
    return { kind: "ends", ends: [{ kind: "block", cidr, label }], node };
  }

  private blockEnd({ family, value }: IpAddress): FlowEnd {
    const [width, prefix] = family === 4 ? [32, this.grouping.prefix4] : [128, this.grouping.prefix6];
    const rest = BigInt(width - prefix);
    const first = { family, value: (value >> rest) << rest };
    return { kind: "ends", ends: [{ kind: "block", cidr: `${formatIpAddress(first)}/${prefix}` }] };
  }

  private addressEnd(address: IpAddress, external: boolean): FlowEnd {
    const key = keyOf(address);
    const [pod, node, service] = [this.pods.get(key), this.nodes.get(key), this.services.get(key)];
    if (pod !== undefined) return this.podEnd(pod);
    if (node !== undefined) return this.nodeEnd(node, address);
    if (service !== undefined) return { kind: "service", service };
    const cidrs = this.context.model.parts.nodes.objects.flatMap(({ spec }) => [
      ...(spec?.podCIDRs ?? []),
      spec?.podCIDR ?? "",
    ]);
    const inPods = cidrs
      .flatMap((text) => parseCidr(text) ?? [])
      .some(({ family, first, last }) => family === address.family && address.value >= first && address.value <= last);
    if (inPods && !external) return unknown("the address belongs to no pod of the input, but to a range of pods");
    return this.blockEnd(address);
  }

  /** The workload a pod that is gone belonged to: its name without one or two generated parts. */
  private unitNamed(namespace: string, name: string): FlowEnd | undefined {
    const pod = podNumber(this.context.view.compiled, namespace, name);
    if (pod !== undefined) return this.podEnd(pod);
    for (const pattern of [/$/, /-[a-z0-9]+$/, /-[a-z0-9]+-[a-z0-9]+$/]) {
      const found = this.unitsByName.get(`${namespace}/${name.replace(pattern, "")}`) ?? [];
      const [unit] = found;
      if (unit !== undefined && found.length === 1) return this.unitEnd(unit);
    }
    return undefined;
  }

  private unitLabelled(namespace: string, labels: Readonly<Record<string, string>>): FlowEnd | undefined {
    const found = this.context.units.list.filter(
      (unit) =>
        unit.namespace === namespace &&
        Object.keys(unit.selector).length > 0 &&
        Object.entries(unit.selector).every(([key, value]) => labels[key] === value),
    );
    return found.length === 0
      ? undefined
      : { kind: "ends", ends: found.map(({ number }) => ({ kind: "unit", unit: number })) };
  }

  private endsOfParty(party: Party): FlowEnd {
    if (party.service !== undefined) return { kind: "service", service: party.service };
    const units = new Set<number>();
    const ends: WishEnd[] = [];
    for (const { endpoint } of party.members) {
      const unit = "pod" in endpoint ? (this.context.units.ofPod[endpoint.pod] ?? -1) : -1;
      if (unit >= 0) units.add(unit);
      if ("node" in endpoint) {
        for (const text of this.context.view.input.nodes[endpoint.node]?.addresses ?? []) {
          const found = parseIpAddress(text);
          const end = found === undefined ? undefined : this.nodeEnd(endpoint.node, found);
          if (end?.kind === "ends") ends.push(...end.ends);
        }
      }
      if ("address" in endpoint) {
        const end = this.blockEnd(endpoint.address);
        if (end.kind === "ends") ends.push(...end.ends);
      }
    }
    ends.push(...[...units].map((unit): WishEnd => ({ kind: "unit", unit })));
    return ends.length === 0 ? unknown("it has no pod") : { kind: "ends", ends };
  }

  private textEnd(text: string): FlowEnd {
    const address = parseIpAddress(text);
    if (address !== undefined) return this.addressEnd(address, false);
    const block = parseCidr(text);
    if (block !== undefined) {
      const cidr = `${formatIpAddress({ family: block.family, value: block.first })}/${block.length}`;
      return { kind: "ends", ends: [{ kind: "block", cidr }] };
    }
    if (["internet", "outside", "world"].includes(text)) return { kind: "ends", ends: [{ kind: "outside" }] };
    const [, space] = /^(?:ns|namespace)\/([^/]+)$/.exec(text) ?? [];
    if (space !== undefined) return { kind: "ends", ends: [{ kind: "namespace", namespace: space }] };
    const parts = text.split("/");
    const [namespace, name] = parts.length === 1 ? [this.grouping.namespace, text] : parts;
    const named = parts.length > 2 ? undefined : this.unitNamed(namespace ?? "", name ?? "");
    if (named !== undefined) return named;
    if (this.lookups > mostLookups) return unknown("the input has nothing of that name");
    try {
      const { model, view } = this.context;
      return this.endsOfParty(findParty({ model, view, namespace: this.grouping.namespace }, text));
    } catch (error) {
      if (!(error instanceof PlimsollError)) throw error;
      this.lookups++;
      return unknown("the input has nothing of that name");
    }
  }

  private placeEnd({ text, namespace, pod, workload, labels, address, reserved }: FlowPlace): FlowEnd {
    if (text !== undefined) return this.textEnd(text);
    if (reserved === "host" || reserved === "health") return { kind: "own-node" };
    if (namespace !== undefined) {
      const found =
        (pod === undefined ? undefined : this.unitNamed(namespace, pod)) ??
        (workload === undefined ? undefined : this.unitNamed(namespace, workload)) ??
        (labels === undefined ? undefined : this.unitLabelled(namespace, labels));
      if (found !== undefined) return found;
    }
    const parsed = address === undefined ? undefined : parseIpAddress(address);
    if (parsed === undefined) return unknown("it has no address, and the input has nothing of that name");
    if (namespace !== undefined || pod !== undefined) {
      const known = this.addressEnd(parsed, false);
      return known.kind === "ends" && known.ends[0]?.kind === "block"
        ? unknown("the input has no such workload")
        : known;
    }
    return this.addressEnd(parsed, reserved === "world");
  }

  of(place: FlowPlace): FlowEnd {
    const key = JSON.stringify(place);
    const known = this.known.get(key) ?? this.placeEnd(place);
    if (this.known.size < mostRemembered) this.known.set(key, known);
    return known;
  }

  /** What a port of a Service stands for; none where it has no such port. */
  behind(service: ServiceInput, protocol: Protocol, port: number | string): ReturnType<WishContext["targets"]> {
    return this.context.targets(
      service,
      (one) =>
        one.protocol === protocol &&
        (port === "any" || one.port === port || one.name === port || one.nodePort === port),
    );
  }

  /** Whether a node is the one a pod runs on. */
  isOwnNode(end: FlowEnd, other: FlowEnd): boolean {
    if (end.kind !== "ends" || other.kind !== "ends" || end.node === undefined || other.pod === undefined) return false;
    const { pods, nodes } = this.context.view.input;
    return pods[other.pod]?.node === nodes[end.node]?.name;
  }
}

// What would stay open beyond what is wanted, and why.
import type { NetworkView } from "../../../checking/network/index.ts";
import {
  allPairs,
  classesOf,
  explain,
  portRangesOf,
  type Compiled,
  type Endpoint,
  type EndpointClass,
  type PortRanges,
  type Protocol,
} from "../../../engines/network-policy/index.ts";
import { formatRanges } from "../question/address-ranges.ts";
import { isNoPort, noPorts, portsWithout, unionOfPorts } from "../question/port-text.ts";
import type { PolicyPlan } from "./build-policies.ts";
import type { Unit } from "./generate-units.ts";
import { namesAddress } from "./proof-ends.ts";
import { endKey, type Wish, type WishEnd } from "./wish.ts";

/** Connections that nobody asked for and that the policies allow. */
export interface LeftOpen {
  readonly from: string;
  readonly to: string;
  readonly ports: PortRanges;
  readonly because: string;
}

/** More is not gathered: who leaves that much open has other things to do first. */
export const mostLeft = 20_000;

/** A workload, or addresses no policy tells apart. */
interface Place {
  readonly label: string;
  /** Number of the class it is in. */
  readonly class: number;
  readonly endpoint: Endpoint;
  readonly unit?: Unit;
  readonly address?: EndpointClass["addresses"][number][0];
}

/** Wishes by the unit at one end. */
type WishIndex = ReadonlyMap<string, readonly Wish[]>;

function indexBy(wishes: readonly Wish[], endOf: (wish: Wish) => WishEnd): WishIndex {
  const index = new Map<string, Wish[]>();
  for (const wish of wishes) {
    const key = endKey(endOf(wish));
    const known = index.get(key);
    if (known === undefined) index.set(key, [wish]);
    else known.push(wish);
  }
  return index;
}

function namesPlace(end: WishEnd, { unit, address }: Place): boolean {
  if (end.kind === "anyone") return true;
  if (address !== undefined) return namesAddress(end, address.family, address.value);
  if (unit === undefined) return false;
  if (end.kind === "unit") return end.unit === unit.number;
  return end.kind === "cluster" || (end.kind === "namespace" && end.namespace === unit.namespace);
}

class Wanted {
  private readonly view: NetworkView;
  private readonly byTarget: WishIndex;
  private readonly bySource: WishIndex;
  private readonly known = new Map<string, PortRanges>();

  constructor(view: NetworkView, wishes: readonly Wish[]) {
    this.view = view;
    this.byTarget = indexBy(wishes, ({ to }) => to);
    this.bySource = indexBy(wishes, ({ from }) => from);
  }

  private keysOf(place: Place): string[] {
    if (place.unit === undefined) return [];
    return [`unit ${place.unit.number}`, `namespace ${place.unit.namespace}`, "cluster"];
  }

  private rangesOf({ ports }: Wish, to: Place): PortRanges {
    if (ports === "any") return { TCP: [[1, 65_535]], UDP: [[1, 65_535]], SCTP: [[1, 65_535]] };
    const pods = (to.unit?.pods ?? []).flatMap((pod) => this.view.input.pods[pod] ?? []);
    const ranges: Record<Protocol, [number, number][]> = { TCP: [], UDP: [], SCTP: [] };
    for (const port of ports) {
      if ("port" in port) ranges[port.protocol].push([port.port, port.port]);
      else
        for (const { name, protocol = "TCP", containerPort } of pods.flatMap((pod) => pod.ports))
          if (name === port.name && protocol === port.protocol) ranges[protocol].push([containerPort, containerPort]);
    }
    return unionOfPorts(ranges, noPorts);
  }

  between(from: Place, to: Place): PortRanges {
    const key = from.address === undefined && to.address === undefined ? `${from.label}\n${to.label}` : undefined;
    const known = key === undefined ? undefined : this.known.get(key);
    if (known !== undefined) return known;
    const [index, one, end, other] =
      to.unit === undefined
        ? ([this.bySource, from, (wish: Wish) => wish.to, to] as const)
        : ([this.byTarget, to, (wish: Wish) => wish.from, from] as const);
    const found = this.keysOf(one)
      .flatMap((name) => index.get(name) ?? [])
      .filter((wish) => namesPlace(end(wish), other));
    const ports = found.reduce((sum, wish) => unionOfPorts(sum, this.rangesOf(wish, to)), noPorts);
    if (key !== undefined && this.known.size < mostLeft) this.known.set(key, ports);
    return ports;
  }
}

function placesOf({ units }: PolicyPlan, { index, pods, addresses }: EndpointClass): Place[] {
  const found = new Map<number, Place>();
  for (const pod of pods) {
    const unit = units.list[units.ofPod[pod] ?? -1];
    // A pod on the host network is its node's address.
    if (unit === undefined || found.has(unit.number) || !unit.pods.includes(pod)) continue;
    found.set(unit.number, { label: unit.label, class: index, endpoint: { pod }, unit });
  }
  const [range] = addresses;
  if (range === undefined) return [...found.values()];
  const ranges = addresses.map(([first, last]) => ({ family: first.family, first: first.value, last: last.value }));
  const place = { label: formatRanges(ranges, 3), class: index, endpoint: { address: range[0] }, address: range[0] };
  return [...found.values(), place];
}

function firstPort(ports: PortRanges): { protocol: Protocol; port: number } {
  for (const protocol of ["TCP", "UDP", "SCTP"] as const) {
    const [range] = ports[protocol];
    if (range !== undefined) return { protocol, port: range[0] };
  }
  return { protocol: "TCP", port: 1 };
}

/** What decided, as one answer for all members of two classes; policies do not tell the members apart. */
interface Decision {
  /** Policies that were there already. */
  readonly others: readonly string[];
  readonly everyone: boolean;
  readonly ungoverned: boolean;
}

class Reasons {
  private readonly compiled: Compiled;
  private readonly generated: ReadonlySet<string>;
  private readonly known = new Map<string, Decision>();
  private readonly alike: ReadonlySet<string>;

  constructor({ units: { list } }: PolicyPlan, compiled: Compiled, generated: ReadonlySet<string>) {
    this.compiled = compiled;
    this.generated = generated;
    this.alike = new Set(
      list.flatMap(({ label, alsoSelected }) => (alsoSelected.length > 0 ? [label, ...alsoSelected] : [])),
    );
  }

  private decisionOf({ from, to, ports }: Found): Decision {
    const { protocol, port } = firstPort(ports);
    const key = `${from.class} ${to.class} ${port}/${protocol}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const { bypass, directions } = explain(this.compiled, from.endpoint, to.endpoint, protocol, port);
    const visits = directions.flatMap(({ policies }) =>
      policies.filter(({ rules }) => rules.some(({ decides, action }) => decides && action === "accept")),
    );
    const decision = {
      others: visits.map(({ policy }) => policy).filter((policy) => !this.generated.has(policy)),
      everyone: visits.some(({ rules }) => rules.some(({ decides, peers }) => decides && peers === undefined)),
      ungoverned: directions.some(({ decidedBy }) => decidedBy === "no-policy-applies" || decidedBy === "default"),
    };
    // What runs on the same node is no example of its class.
    if (bypass === undefined) this.known.set(key, decision);
    return decision;
  }

  of(open: Found): string {
    const { others, everyone, ungoverned } = this.decisionOf(open);
    if (others.length > 0) return `policies that are there already: ${others.slice(0, 3).join(", ")}`;
    const units = [open.from.unit, open.to.unit].flatMap((unit) => unit ?? []);
    if (units.some(({ label }) => this.alike.has(label)))
      return "other workloads have the same labels, and no lasting label tells them apart";
    if (everyone) return "a rule for everyone stands for nodes, which policies of this plugin cannot name";
    if (units.length === 2 && !ungoverned) return "a range of addresses, or a rule for a whole namespace, holds it";
    return "a range of addresses holds it";
  }
}

interface Found {
  readonly from: Place;
  readonly to: Place;
  ports: PortRanges;
}

/** Gathers what is open between places of pairs of classes and not wanted. */
class Leftovers {
  readonly found = new Map<string, Found>();
  private readonly plan: PolicyPlan;
  private readonly wanted: Wanted;
  private readonly chosen: ReadonlySet<string>;
  private readonly places = new Map<number, readonly Place[]>();

  constructor(plan: PolicyPlan, wishes: readonly Wish[]) {
    this.plan = plan;
    this.wanted = new Wanted(plan.view, wishes);
    this.chosen = new Set(plan.namespaces);
  }

  private placesAt(one: EndpointClass): readonly Place[] {
    const known = this.places.get(one.index) ?? placesOf(this.plan, one);
    this.places.set(one.index, known);
    return known;
  }

  /** Whether policies of this run have a say: at the destination, or at the source where egress is limited. */
  private isGoverned(from: Place, to: Place): boolean {
    const isChosen = ({ unit }: Place): boolean => unit !== undefined && this.chosen.has(unit.namespace);
    return isChosen(to) || (this.plan.egress && isChosen(from));
  }

  add(source: EndpointClass, target: EndpointClass, open: PortRanges): void {
    for (const from of this.placesAt(source)) {
      if (this.found.size >= mostLeft) return;
      for (const to of this.placesAt(target)) {
        const alone = from.unit !== undefined && from.unit === to.unit && from.unit.pods.length === 1;
        if (alone || !this.isGoverned(from, to)) continue;
        const ports = portsWithout(open, this.wanted.between(from, to));
        if (isNoPort(ports)) continue;
        const key = `${from.label}\n${to.label}`;
        const known = this.found.get(key);
        if (known === undefined) this.found.set(key, { from, to, ports });
        else known.ports = unionOfPorts(known.ports, ports);
      }
    }
  }
}

/** Everything left open at the chosen namespaces. O(classes²) with a small constant. */
export function leftOpen(
  plan: PolicyPlan,
  compiled: Compiled,
  wishes: readonly Wish[],
  generated: ReadonlySet<string>,
): readonly LeftOpen[] {
  const leftovers = new Leftovers(plan, wishes);
  const classes = classesOf(compiled);
  for (const { from, ports: row } of allPairs(compiled)) {
    if (leftovers.found.size >= mostLeft) break;
    for (const [index, set] of row.entries()) {
      const to = classes[index];
      if (leftovers.found.size >= mostLeft) break;
      if (set !== 0 && to !== undefined) leftovers.add(from, to, portRangesOf(compiled, set));
    }
  }
  const reasons = new Reasons(plan, compiled, generated);
  return [...leftovers.found.values()].map((open) => ({
    from: open.from.label,
    to: open.to.label,
    ports: open.ports,
    because: reasons.of(open),
  }));
}

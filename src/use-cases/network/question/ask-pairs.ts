// Which ports members of one party reach on members of another: one question for all that policies do not tell apart.
import type { NetworkView } from "../../../checking/network/index.ts";
import {
  backendsOf,
  classesOf,
  connections,
  type Bypass,
  type Compiled,
  type Endpoint,
  type PortRanges,
  type Protocol,
  type ServicePort,
} from "../../../engines/network-policy/index.ts";
import { parseIpAddress, type Family } from "../../../kubernetes/index.ts";
import type { Enforcement } from "../../../model/index.ts";
import { splitByBlocks } from "./address-ranges.ts";
import { asEnforced } from "./as-enforced.ts";
import type { Member, Party } from "./party.ts";
import { includesPort, isEveryPort, isNoPort, noPorts, portsOn, unionOfPorts, type AskedPort } from "./port-text.ts";

/** A port traffic arrives on, and the port of the Service it was sent to. */
export interface ArrivalPort {
  readonly protocol: Protocol;
  readonly port: number;
  readonly servicePort?: ServicePort;
}

/** What all of `from` can do towards all of `to`. */
export interface PairAnswer {
  readonly from: readonly Member[];
  readonly to: readonly Member[];
  /** What was asked for; absent: any port. */
  readonly arrival?: ArrivalPort;
  /** Ports open as policies are written. */
  readonly written: PortRanges;
  /** Ports open when only what the plugin enforces counts. */
  readonly enforced: PortRanges;
  /** Whether the policies of both ends have effect; `unknown` where it matters and is not known. */
  readonly enforcement: Enforcement;
  readonly bypass?: Bypass;
  /** Set where no policy was asked, as the load balancer in front lets these clients not in. */
  readonly barred?: "load-balancer";
  /** Whether the port asked for, or any, is open as written. */
  readonly open: boolean;
  readonly openEnforced: boolean | "unknown";
}

const classTexts = new WeakMap<Compiled, readonly string[]>();

/** For each pod, text that is equal for pods no policy tells apart. O(pods), once. */
function podClasses(compiled: Compiled, count: number): readonly string[] {
  const known = classTexts.get(compiled);
  if (known !== undefined) return known;
  const texts = Array.from({ length: count }, () => "");
  for (const { index, pods } of classesOf(compiled)) for (const pod of pods) texts[pod] += `${index},`;
  classTexts.set(compiled, texts);
  return texts;
}

function nodeOf({ input }: NetworkView, endpoint: Endpoint): string | undefined {
  if ("pod" in endpoint) return input.pods[endpoint.pod]?.node;
  return "node" in endpoint ? input.nodes[endpoint.node]?.name : undefined;
}

/** Whether it may be on the host of a pod, so that what nodes pods run on matters. */
function isHost({ input }: NetworkView, { endpoint }: Member): boolean {
  return "node" in endpoint || ("pod" in endpoint && input.pods[endpoint.pod]?.hostNetwork === true);
}

function groupMembers(view: NetworkView, members: readonly Member[], byNode: boolean): readonly (readonly Member[])[] {
  if (members.length === 1) return [members];
  const classes = podClasses(view.compiled, view.input.pods.length);
  const special = new Set(view.plugin.nodes.map(({ node }) => node));
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const { endpoint, label } = member;
    const node = nodeOf(view, endpoint) ?? "";
    const place = byNode || special.has(node) ? node : "";
    const key = "pod" in endpoint ? `${classes[endpoint.pod] ?? ""}/${place}` : label;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return [...groups.values()];
}

const familiesOfOwner = new WeakMap<object, readonly Family[]>();

/** Families of a pod's or a node's addresses; once for each. */
function familiesOf({ input }: NetworkView, { endpoint, family }: Member): readonly Family[] {
  if (family !== undefined) return [family];
  const owner =
    "pod" in endpoint ? input.pods[endpoint.pod] : "node" in endpoint ? input.nodes[endpoint.node] : undefined;
  if (owner === undefined) return [];
  const known = familiesOfOwner.get(owner);
  if (known !== undefined) return known;
  const texts = "ips" in owner ? owner.ips : owner.addresses;
  const found = texts.flatMap((text) => parseIpAddress(text)?.family ?? []);
  familiesOfOwner.set(owner, found);
  return found;
}

/** Whether they have a family of addresses in common, or one's addresses are not known. */
function canMeet(view: NetworkView, a: Member, b: Member): boolean {
  const [left, right] = [familiesOf(view, a), familiesOf(view, b)];
  return left.length === 0 || right.length === 0 || left.some((family) => right.includes(family));
}

/** One of each, not the same where that can be helped. */
function representatives(from: readonly Member[], to: readonly Member[]): readonly [Member, Member] | undefined {
  const [source, target, other] = [from[0], to[0], to[1]];
  if (source === undefined || target === undefined) return undefined;
  const same = "pod" in source.endpoint && "pod" in target.endpoint && source.endpoint.pod === target.endpoint.pod;
  return same && other !== undefined ? [source, other] : [source, target];
}

/** From outside, a pod may see the node that passed the traffic on instead of the client. */
function sourcesSeen(view: NetworkView, from: Party, source: Member, to: Party): readonly Endpoint[] {
  const { service } = to;
  const byNode = service?.type === "NodePort" || service?.type === "LoadBalancer";
  if (!byNode || from.kind !== "addresses" || service.externalTrafficPolicy === "Local") return [source.endpoint];
  return [source.endpoint, ...view.input.nodes.map((_, node) => ({ node }))];
}

function portsBetween(
  compiled: Compiled,
  sources: readonly Endpoint[],
  target: Endpoint,
): { ports: PortRanges; bypass?: Bypass } {
  const [first, ...others] = sources.map((source) => connections(compiled, source, target));
  if (first === undefined) return { ports: noPorts };
  const ports = others.reduce((open, answer) => unionOfPorts(open, answer.ports), first.ports);
  return first.bypass === undefined ? { ports } : { ports, bypass: first.bypass };
}

/** Not known to be enforced matters only where something is closed that would be open otherwise. */
function enforcementOf(view: NetworkView, from: Member, to: Member, written: PortRanges): Enforcement {
  const { ingress, egress } = asEnforced(view).directions(nodeOf(view, from.endpoint), nodeOf(view, to.endpoint));
  const relevant = [...("pod" in from.endpoint ? [egress] : []), ...("pod" in to.endpoint ? [ingress] : [])];
  if (isEveryPort(written) || relevant.every((one) => one === "enforced")) return "enforced";
  return relevant.includes("not-enforced") ? "not-enforced" : "unknown";
}

function answerPair(
  view: NetworkView,
  parties: readonly [Party, Party],
  groups: readonly [readonly Member[], readonly Member[]],
  arrival: ArrivalPort | undefined,
): PairAnswer | undefined {
  const [from, to] = groups;
  const chosen = representatives(from, to);
  if (chosen === undefined || !canMeet(view, ...chosen)) return undefined;
  const [source, target] = chosen;
  const sources = sourcesSeen(view, parties[0], source, parties[1]);
  const asked = portsBetween(view.compiled, sources, target.endpoint);
  const variant = asEnforced(view).between(nodeOf(view, source.endpoint), nodeOf(view, target.endpoint));
  const enforced = variant === view.compiled ? asked.ports : portsBetween(variant, sources, target.endpoint).ports;
  const isOpen = (ports: PortRanges): boolean =>
    arrival === undefined ? !isNoPort(ports) : includesPort(ports, arrival.protocol, arrival.port);
  const enforcement = asked.bypass === undefined ? enforcementOf(view, source, target, asked.ports) : "enforced";
  return {
    from,
    to,
    ...(arrival === undefined ? {} : { arrival }),
    written: asked.ports,
    enforced,
    enforcement,
    ...(asked.bypass === undefined ? {} : { bypass: asked.bypass }),
    open: isOpen(asked.ports),
    openEnforced: isOpen(enforced) || (enforcement === "unknown" ? "unknown" : false),
  };
}

/** The members of a party by the port they are asked for: pods of a Service by target port, else by name or number. */
function arrivals(
  view: NetworkView,
  to: Party,
  asked: AskedPort | undefined,
): readonly (readonly [ArrivalPort | undefined, readonly Member[]])[] {
  const { service } = to;
  const byPort = new Map<string, readonly [ArrivalPort, Member[]]>();
  const add = (arrival: ArrivalPort, member: Member): void => {
    const key = `${arrival.servicePort?.port ?? ""}/${arrival.servicePort?.name ?? ""}/${arrival.port}/${arrival.protocol}`;
    const found = byPort.get(key);
    if (found === undefined) byPort.set(key, [arrival, [member]]);
    else found[1].push(member);
  };
  if (service !== undefined) {
    const members = new Map(to.members.map((member) => ["pod" in member.endpoint ? member.endpoint.pod : -1, member]));
    for (const { pod, protocol, port, servicePort } of backendsOf(view.compiled, service)) {
      const member = members.get(pod);
      if (member !== undefined && isAskedOf(servicePort, asked)) add({ protocol, port, servicePort }, member);
    }
    return [...byPort.values()];
  }
  if (asked === undefined) return [[undefined, to.members]];
  if ("port" in asked) return [[asked, to.members]];
  for (const member of to.members) {
    const pod = "pod" in member.endpoint ? view.input.pods[member.endpoint.pod] : undefined;
    for (const arrival of pod === undefined ? [] : portsOn(asked, pod)) add(arrival, member);
  }
  return [...byPort.values()];
}

function isAskedOf({ port, name, protocol }: ServicePort, asked: AskedPort | undefined): boolean {
  if (asked === undefined) return true;
  if (asked.protocol !== undefined && asked.protocol !== protocol) return false;
  return "port" in asked ? asked.port === port : asked.name === name;
}

/** Ends on a host and others apart: only between the two does it matter which node a pod runs on. */
function split(
  view: NetworkView,
  members: readonly Member[],
): readonly [hosts: readonly Member[], pods: readonly Member[]] {
  const hosts = members.filter((member) => isHost(view, member));
  return [hosts, hosts.length === 0 ? members : members.filter((member) => !isHost(view, member))];
}

type Groups = readonly (readonly Member[])[];

/** Groups of sources and targets to be asked about together. */
function groupPairs(
  view: NetworkView,
  from: readonly Member[],
  to: readonly Member[],
): readonly (readonly [Groups, Groups])[] {
  const [hostsFrom, podsFrom] = split(view, from);
  const [hostsTo, podsTo] = split(view, to);
  const parts = [
    [podsFrom, podsTo, false],
    [hostsFrom, podsTo, true],
    [podsFrom, hostsTo, true],
    [hostsFrom, hostsTo, false],
  ] as const;
  return parts
    .filter(([sources, targets]) => sources.length > 0 && targets.length > 0)
    .map(([sources, targets, byNode]) => [groupMembers(view, sources, byNode), groupMembers(view, targets, byNode)]);
}

/** Clients from outside that the load balancer of a Service lets in, and those it does not. */
function clientsOf(
  { kind, members }: Party,
  { service }: Party,
): { readonly admitted: readonly Member[]; readonly barred: readonly Member[] } {
  const { sourceRanges = [] } = service ?? {};
  if (kind !== "addresses" || sourceRanges.length === 0) return { admitted: members, barred: [] };
  const addresses = members.filter(({ endpoint }) => "address" in endpoint);
  const { inside, others } = splitByBlocks(addresses, sourceRanges);
  return { admitted: [...members.filter(({ endpoint }) => !("address" in endpoint)), ...inside], barred: others };
}

/** Closed as written; a cloud may ignore the ranges, so that it is not known whether it is. */
function barredAnswers(
  from: readonly Member[],
  to: readonly Member[],
  arrival: ArrivalPort | undefined,
): readonly PairAnswer[] {
  if (from.length === 0 || to.length === 0) return [];
  const closed = { written: noPorts, enforced: noPorts, enforcement: "unknown", open: false } as const;
  const port = arrival === undefined ? {} : { arrival };
  return [{ from, to, ...port, ...closed, barred: "load-balancer", openEnforced: "unknown" }];
}

/**
 * Asks for every member of the one towards every member of the other; a pod and itself only if there is nobody else. Pairs
 * without a family of addresses in common are left out. O(kinds of `from` × kinds of `to`), of members policies tell apart.
 */
export function askPairs(view: NetworkView, from: Party, to: Party, asked?: AskedPort): readonly PairAnswer[] {
  const { admitted, barred } = clientsOf(from, to);
  const answers = arrivals(view, to, asked).flatMap(([arrival, members]) => [
    ...groupPairs(view, admitted, members).flatMap(([sources, targets]) =>
      targets.flatMap((target) =>
        sources.flatMap((source) => answerPair(view, [from, to], [source, target], arrival) ?? []),
      ),
    ),
    ...barredAnswers(barred, members, arrival),
  ]);
  const others = answers.filter(({ bypass }) => bypass !== "same-pod");
  return others.length === 0 ? answers : others;
}

// A second opinion, for tests only: one connection decided from the API objects themselves, rule by rule, without any index.
// It shares no code with the engine, not even the reading of addresses, and is meant to be read against the API's text.

import type {
  ClusterObject,
  NetworkPolicyObject,
  NodeObject,
  PodObject,
  PortItem,
  ProtocolName,
  RuleItem,
  Selector,
  TierPeerItem,
  PeerItem,
  TierPolicyObject,
  TierPortItem,
} from "./cluster-objects.ts";

/** What stays open to the plugin; names as in the engine. */
export interface BruteOptions {
  readonly ipBlockMatchesPods: boolean;
  readonly ipBlockMatchesNodes: boolean;
  readonly hostNetworkAsPod: boolean;
  readonly ownNodeAlwaysAllowed: boolean;
}

/** An end: a Pod object, or an address. */
export type BruteEnd = { readonly pod: PodObject } | { readonly ip: string };

function bitsOf(ip: string): string {
  if (ip.includes("."))
    return ip
      .split(".")
      .map((part) => Number(part).toString(2).padStart(8, "0"))
      .join("");
  const [head = "", tail] = ip.split("::");
  const words = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const [left, right] = [words(head), words(tail ?? "")];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].map((word) => Number.parseInt(word, 16).toString(2).padStart(16, "0")).join("");
}

function inCidr(ip: string, cidr: string): boolean {
  const [network = "", length = ""] = cidr.split("/");
  if (ip.includes(":") !== network.includes(":")) return false;
  return bitsOf(ip).startsWith(bitsOf(network).slice(0, Number(length)));
}

function selects(selector: Selector | undefined, labels: Record<string, string>): boolean {
  for (const [key, value] of Object.entries(selector?.matchLabels ?? {})) if (labels[key] !== value) return false;
  for (const { key, operator, values } of selector?.matchExpressions ?? []) {
    const has = key in labels;
    const listed = values?.includes(labels[key] ?? "") === true;
    if (operator === "In" && !(has && listed)) return false;
    if (operator === "NotIn" && has && listed) return false;
    if (operator === "Exists" && !has) return false;
    if (operator === "DoesNotExist" && has) return false;
  }
  return true;
}

/** Decides single connections in a cluster of API objects. */
export class BruteForce {
  private readonly objects: readonly ClusterObject[];
  private readonly options: BruteOptions;

  constructor(objects: readonly ClusterObject[], options: BruteOptions) {
    this.objects = objects;
    this.options = options;
  }

  private namespaceLabels(name: string): Record<string, string> {
    const found = this.objects.find((object) => object.kind === "Namespace" && object.metadata.name === name);
    return { ...found?.metadata.labels, "kubernetes.io/metadata.name": name };
  }

  private isOrdinary(end: BruteEnd): end is { pod: PodObject } {
    return "pod" in end && (end.pod.spec.hostNetwork !== true || this.options.hostNetworkAsPod);
  }

  /** Addresses of an end; a pod on the host network has its node's, a pod without any has one nobody knows. */
  private addresses(end: BruteEnd): string[] {
    if ("ip" in end) return [end.ip];
    const { spec, status } = end.pod;
    const own = (status.podIPs ?? []).map(({ ip }) => ip);
    const node = this.objects.find((object) => object.kind === "Node" && object.metadata.name === spec.nodeName);
    const ofNode = node?.kind === "Node" ? node.status.addresses.map(({ address }) => address) : [];
    const ips = own.length === 0 && spec.hostNetwork === true ? ofNode : own;
    return ips.length === 0 ? ["unknown"] : ips;
  }

  private nodesWith(ip: string): NodeObject[] {
    return this.objects.filter(
      (object): object is NodeObject =>
        object.kind === "Node" && object.status.addresses.some(({ address }) => address === ip),
    );
  }

  allows(from: BruteEnd, to: BruteEnd, protocol: ProtocolName, port: number): boolean {
    const dead = (end: BruteEnd): boolean =>
      "pod" in end && ["Succeeded", "Failed"].includes(end.pod.status.phase ?? "");
    if (dead(from) || dead(to)) return false;
    if ("pod" in from && "pod" in to && from.pod === to.pod) return true;
    if (this.options.ownNodeAlwaysAllowed && (this.isHostOf(from, to) || this.isHostOf(to, from))) return true;
    return this.addresses(from).some((source) =>
      this.addresses(to).some((target) => {
        const known = source !== "unknown" && target !== "unknown";
        if (known && source.includes(":") !== target.includes(":")) return false;
        return (
          this.directionAllows("egress", from, to, target, protocol, port) &&
          this.directionAllows("ingress", to, from, source, protocol, port)
        );
      }),
    );
  }

  private isHostOf(host: BruteEnd, end: BruteEnd): boolean {
    if (this.isOrdinary(host) || !this.isOrdinary(end)) return false;
    if ("pod" in host) return host.pod.spec.nodeName !== undefined && host.pod.spec.nodeName === end.pod.spec.nodeName;
    return this.nodesWith(host.ip).some(({ metadata }) => metadata.name === end.pod.spec.nodeName);
  }

  private directionAllows(
    direction: "ingress" | "egress",
    subject: BruteEnd,
    peer: BruteEnd,
    peerIp: string,
    protocol: ProtocolName,
    port: number,
  ): boolean {
    if (!this.isOrdinary(subject)) return true;
    const destination = direction === "ingress" ? subject : peer;
    const query = { direction, peer, peerIp, protocol, port, destination };
    const admin = this.tier("Admin", subject.pod, query);
    if (admin === "Accept") return true;
    if (admin === "Deny") return false;
    const selecting = this.objects.filter(
      (object): object is NetworkPolicyObject =>
        object.kind === "NetworkPolicy" && this.isolates(object, subject.pod, direction),
    );
    if (selecting.length > 0) {
      return selecting.some((policy) =>
        (policy.spec[direction] ?? []).some((rule) => this.networkRuleMatches(rule, policy.metadata.namespace, query)),
      );
    }
    return this.tier("Baseline", subject.pod, query) !== "Deny";
  }

  private isolates(policy: NetworkPolicyObject, pod: PodObject, direction: "ingress" | "egress"): boolean {
    if (policy.metadata.namespace !== pod.metadata.namespace) return false;
    if (!selects(policy.spec.podSelector, pod.metadata.labels ?? {})) return false;
    const types: readonly string[] = policy.spec.policyTypes ?? [];
    const name = direction === "ingress" ? "Ingress" : "Egress";
    if (types.length > 0) return types.includes(name);
    return direction === "ingress" || (policy.spec.egress ?? []).length > 0;
  }

  private tier(tier: "Admin" | "Baseline", pod: PodObject, query: Query): string | undefined {
    const policies = this.objects
      .filter((object): object is TierPolicyObject => {
        if (object.kind === "ClusterNetworkPolicy") return object.spec.tier === tier;
        return object.kind === (tier === "Admin" ? "AdminNetworkPolicy" : "BaselineAdminNetworkPolicy");
      })
      .sort((a, b) => (a.spec.priority ?? 0) - (b.spec.priority ?? 0));
    for (const { spec } of policies) {
      const { namespaces, pods } = spec.subject;
      const inNamespace = selects(namespaces ?? pods?.namespaceSelector, this.namespaceLabels(pod.metadata.namespace));
      if (!inNamespace || !selects(pods?.podSelector, pod.metadata.labels ?? {})) continue;
      for (const rule of spec[query.direction] ?? []) {
        const ports = rule.protocols ?? rule.ports;
        const peers = (query.direction === "ingress" ? rule.from : rule.to) ?? [];
        if (!peers.some((peer) => this.tierPeerMatches(peer, query))) continue;
        if (ports !== undefined && !ports.some((item) => this.tierPortMatches(item, query))) continue;
        return rule.action === "Allow" ? "Accept" : rule.action;
      }
    }
    return undefined;
  }

  private networkRuleMatches(rule: RuleItem, namespace: string, query: Query): boolean {
    const peers = (query.direction === "ingress" ? rule.from : rule.to) ?? [];
    const ports = rule.ports ?? [];
    return (
      (peers.length === 0 || peers.some((peer) => this.networkPeerMatches(peer, namespace, query))) &&
      (ports.length === 0 || ports.some((item) => this.networkPortMatches(item, query)))
    );
  }

  private networkPeerMatches(peer: PeerItem, namespace: string, { peer: end, peerIp }: Query): boolean {
    if (peer.ipBlock !== undefined) {
      if (!this.cidrApplies(end, peerIp) || !inCidr(peerIp, peer.ipBlock.cidr)) return false;
      return !(peer.ipBlock.except ?? []).some((block) => inCidr(peerIp, block));
    }
    if (!this.isOrdinary(end)) return false;
    const own = end.pod.metadata.namespace;
    const inNamespace =
      peer.namespaceSelector === undefined
        ? own === namespace
        : selects(peer.namespaceSelector, this.namespaceLabels(own));
    return inNamespace && selects(peer.podSelector, end.pod.metadata.labels ?? {});
  }

  private cidrApplies(end: BruteEnd, ip: string): boolean {
    if (ip === "unknown") return false;
    if (this.isOrdinary(end)) return this.options.ipBlockMatchesPods;
    const isNode = "pod" in end || this.nodesWith(ip).length > 0;
    return !isNode || this.options.ipBlockMatchesNodes;
  }

  private tierPeerMatches(peer: TierPeerItem, { peer: end, peerIp }: Query): boolean {
    if (peer.networks !== undefined)
      return this.cidrApplies(end, peerIp) && peer.networks.some((cidr) => inCidr(peerIp, cidr));
    if (peer.nodes !== undefined) {
      if (this.isOrdinary(end)) return false;
      return this.nodesWith(peerIp).some(({ metadata }) => selects(peer.nodes, metadata.labels ?? {}));
    }
    if (!this.isOrdinary(end)) return false;
    const labels = this.namespaceLabels(end.pod.metadata.namespace);
    if (peer.namespaces !== undefined) return selects(peer.namespaces, labels);
    return (
      selects(peer.pods?.namespaceSelector, labels) && selects(peer.pods?.podSelector, end.pod.metadata.labels ?? {})
    );
  }

  private namedPortMatches(name: string, wanted: string | undefined, { destination, protocol, port }: Query): boolean {
    if (!this.isOrdinary(destination) || (wanted !== undefined && wanted !== protocol)) return false;
    const { containers = [], initContainers = [] } = destination.pod.spec;
    const running = [...containers, ...initContainers.filter(({ restartPolicy }) => restartPolicy === "Always")];
    return running
      .flatMap(({ ports = [] }) => ports)
      .some((own) => own.name === name && (own.protocol ?? "TCP") === protocol && own.containerPort === port);
  }

  private networkPortMatches(item: PortItem, query: Query): boolean {
    const protocol = item.protocol ?? "TCP";
    if (typeof item.port === "string") return this.namedPortMatches(item.port, protocol, query);
    if (protocol !== query.protocol) return false;
    if (item.port === undefined) return true;
    return query.port >= item.port && query.port <= (item.endPort ?? item.port);
  }

  private tierPortMatches(item: TierPortItem, query: Query): boolean {
    const named = item.namedPort ?? item.destinationNamedPort;
    if (named !== undefined) return this.namedPortMatches(named, undefined, query);
    const cluster = { TCP: item.tcp, UDP: item.udp, SCTP: item.sctp }[query.protocol];
    if (cluster !== undefined) {
      const { number, range } = cluster.destinationPort;
      return range === undefined ? query.port === number : query.port >= range.start && query.port <= range.end;
    }
    const { portNumber, portRange } = item;
    if (portNumber !== undefined)
      return (portNumber.protocol ?? "TCP") === query.protocol && portNumber.port === query.port;
    if (portRange === undefined) return false;
    return (
      (portRange.protocol ?? "TCP") === query.protocol && query.port >= portRange.start && query.port <= portRange.end
    );
  }
}

interface Query {
  readonly direction: "ingress" | "egress";
  readonly peer: BruteEnd;
  readonly peerIp: string;
  readonly protocol: ProtocolName;
  readonly port: number;
  /** The end whose containers name ports. */
  readonly destination: BruteEnd;
}

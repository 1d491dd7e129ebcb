// Policies made ready: peers as terms, ports as sets, subjects as groups of pods.
import type { Bits } from "./bitset.ts";
import type { PeerPartition } from "./peer-partition.ts";
import { policyKey, type Direction, type Policy, type PortMatch, type Rule } from "./policy.ts";
import type { PortSet, PortSpace } from "./port-space.ts";
import type { PortNames, Topology } from "./topology.ts";

type NamedPort = Extract<PortMatch, { name: string }>;
type NumberedPorts = Exclude<PortMatch, { name: string }>;

/** A rule, or several accepting rules of one policy with the same peers taken together. */
export interface CompiledRule {
  readonly action: Rule["action"];
  /** Undefined: every peer. */
  readonly terms: readonly number[] | undefined;
  readonly ports: PortSet;
  /** Ports that depend on the destination pod. */
  readonly named: readonly NamedPort[];
}

/** Numbers are given in order of first use and never again, so equal lists of them mean equal policies. */
export interface CompiledPolicy {
  readonly id: number;
  readonly policy: Policy;
  readonly subjects: Bits;
  readonly ingress: readonly CompiledRule[] | undefined;
  readonly egress: readonly CompiledRule[] | undefined;
}

const everyPort: readonly NumberedPorts[] = [
  { protocol: "TCP", first: 1, last: 65535 },
  { protocol: "UDP", first: 1, last: 65535 },
  { protocol: "SCTP", first: 1, last: 65535 },
];

function numbered(ports: Rule["ports"]): readonly NumberedPorts[] {
  return ports === "any" ? everyPort : ports.filter((port): port is NumberedPorts => !("name" in port));
}

function named(ports: Rule["ports"]): readonly NamedPort[] {
  return ports === "any" ? [] : ports.filter((port): port is NamedPort => "name" in port);
}

interface Draft {
  readonly rules: readonly Rule[];
  readonly terms: readonly number[] | undefined;
}

/** Rules of a NetworkPolicy only add up, so those with the same peers become one; the order of others matters. */
function mergeDrafts(drafts: readonly Draft[]): Draft[] {
  const byTerms = new Map<string, { rules: Rule[]; terms: readonly number[] | undefined }>();
  for (const { rules, terms } of drafts) {
    const key = terms?.join() ?? "any";
    const merged = byTerms.get(key);
    if (merged === undefined) byTerms.set(key, { rules: [...rules], terms });
    else merged.rules.push(...rules);
  }
  return [...byTerms.values()];
}

function draftRules(policy: Policy, direction: Direction, partition: PeerPartition): Draft[] | undefined {
  const rules = policy[direction];
  if (rules === undefined) return undefined;
  const terms = partition.addPeers(
    rules.map(({ peers }) => ({ peers: peers === "any" ? [] : peers, own: policy.namespace })),
  );
  const drafts = rules.map((rule, index) => ({
    rules: [rule],
    terms: rule.peers === "any" ? undefined : (terms[index] ?? []),
  }));
  return policy.tier === "network" ? mergeDrafts(drafts) : drafts;
}

function finishRule({ rules, terms }: Draft, ports: PortSpace): CompiledRule {
  return {
    action: rules[0]?.action ?? "accept",
    terms,
    ports: ports.setOf(rules.flatMap((rule) => numbered(rule.ports))),
    named: rules.flatMap((rule) => named(rule.ports)),
  };
}

/** Numbered port ranges a policy speaks of. */
function portsIn(policy: Policy): NumberedPorts[] {
  const rules = [...(policy.ingress ?? []), ...(policy.egress ?? [])];
  return rules.flatMap(({ ports }) => (ports === "any" ? [] : numbered(ports)));
}

/** Compiles policies not seen before and keeps them by identity. */
export class PolicyCompiler {
  private readonly known = new Map<Policy, CompiledPolicy>();
  private readonly topology: Topology;
  private readonly partition: PeerPartition;
  private readonly ports: PortSpace;

  constructor(topology: Topology, partition: PeerPartition, ports: PortSpace) {
    this.topology = topology;
    this.partition = partition;
    this.ports = ports;
  }

  /** Compiled forms of `policies`, in order. Time for those not seen before only. */
  compile(policies: readonly Policy[]): CompiledPolicy[] {
    const added = policies.filter((policy) => !this.known.has(policy));
    this.ports.distinguish(added.flatMap(portsIn));
    this.refineOnce(added);
    return policies.map((policy) => this.known.get(policy) ?? this.compileOne(policy));
  }

  /** Adds all peers at once, so that the partition is rebuilt once. */
  private refineOnce(policies: readonly Policy[]): void {
    this.partition.addPeers(
      policies.map((policy) => ({
        peers: [...(policy.ingress ?? []), ...(policy.egress ?? [])].flatMap(({ peers }) =>
          peers === "any" ? [] : peers,
        ),
        own: policy.namespace,
      })),
    );
  }

  private compileOne(policy: Policy): CompiledPolicy {
    const rules = (direction: Direction) =>
      draftRules(policy, direction, this.partition)?.map((draft) => finishRule(draft, this.ports));
    const compiled: CompiledPolicy = {
      id: this.known.size,
      policy,
      subjects: this.topology.groupsOf(policy.subject, policy.namespace),
      ingress: rules("ingress"),
      egress: rules("egress"),
    };
    this.known.set(policy, compiled);
    return compiled;
  }
}

/** Ports of a rule for one destination: its numbers, and its names as the destination's containers resolve them. */
export function resolvePorts(rule: CompiledRule, names: PortNames, ports: PortSpace): PortSet {
  if (rule.named.length === 0) return rule.ports;
  const resolved = names.filter((port) =>
    rule.named.some(
      ({ name, protocol }) => name === port.name && (protocol ?? port.match.protocol) === port.match.protocol,
    ),
  );
  return ports.union(rule.ports, ports.setOf(resolved.map(({ match }) => match)));
}

/** Orders policies as they are asked: by priority, then by name, since the API leaves ties open. */
export function byPriority(a: CompiledPolicy, b: CompiledPolicy): number {
  if (a.policy.priority !== b.policy.priority) return a.policy.priority - b.policy.priority;
  return policyKey(a.policy) < policyKey(b.policy) ? -1 : 1;
}

// What a pod is open to that does not exist yet: any pod at all, and pods with the labels its rules name.
import { isEmptySelector, selectorKey, type LabelSelector } from "../../kubernetes/index.ts";
import { eachBit } from "./bitset.ts";
import type { Compiled } from "./compile.ts";
import { sidesOf, type Side } from "./endpoint.ts";
import { openByRules, type PeerTest } from "./open-ports.ts";
import type { Direction, PodPeer, Rule } from "./policy.ts";
import type { PortRanges } from "./port-space.ts";

/** Ports open to or from pods of which only labels are known; `named` ones exist where a destination names a port so. */
export interface ExposedPorts {
  readonly ports: PortRanges;
  readonly named: readonly string[];
}

/** Pods a rule names by labels, existing or not, for which other ports are open than for just any pod. */
export interface ExposedPeer {
  readonly namespaces: LabelSelector;
  readonly pods: LabelSelector;
  readonly exposed: ExposedPorts;
  /** Whether pods exist that the rule names. */
  readonly exists: boolean;
}

export interface DirectionExposure {
  /** Whether any policy that governs the direction selects the pod. */
  readonly isProtected: boolean;
  /** Open to every pod of the cluster, whatever its labels and namespace. */
  readonly anyPod: ExposedPorts;
  readonly peers: readonly ExposedPeer[];
}

interface Subject {
  readonly compiled: Compiled;
  readonly side: Side;
  readonly direction: Direction;
}

/** A pod peer with the namespace "own" stands for written out. */
function spelledOut(
  { namespaces, pods }: PodPeer,
  own: string | undefined,
): { namespaces: LabelSelector; pods: LabelSelector } {
  if (namespaces !== "own") return { namespaces, pods };
  return { namespaces: { matchLabels: { "kubernetes.io/metadata.name": own ?? "" } }, pods };
}

/** Whether a selector asks for nothing, or for the same as another. */
function asksNoMore(rule: LabelSelector, known: LabelSelector): boolean {
  return isEmptySelector(rule) || selectorKey(rule) === selectorKey(known);
}

/** A rule speaks of pods known by two selectors if one of its peers is those selectors, or asks for nothing. */
function speaksOf(known: { namespaces: LabelSelector; pods: LabelSelector }): PeerTest {
  return ({ peers }, own) =>
    peers === "any" ||
    peers.some((peer) => {
      if (peer.kind !== "pods") return false;
      const { namespaces, pods } = spelledOut(peer, own);
      return asksNoMore(namespaces, known.namespaces) && asksNoMore(pods, known.pods);
    });
}

function rulesOf({ side, direction }: Subject): { rule: Rule; own: string | undefined }[] {
  const { admin, network, baseline } = side.selection ?? { admin: [], network: [], baseline: [] };
  return [...admin, ...network, ...baseline].flatMap(({ policy }) =>
    (policy[direction] ?? []).map((rule) => ({ rule, own: policy.namespace })),
  );
}

const unknownPod: Side = { family: 0, nodes: [], names: [], portNames: [], portNamesId: -1 };

/** Names count only where the destination is the pod nobody knows, and a rule accepts them. */
function exposedPorts(subject: Subject, matches: PeerTest): ExposedPorts {
  const { compiled, side, direction } = subject;
  const ports = compiled.fabric.ports.rangesOf(openByRules(compiled, side, direction, unknownPod, matches));
  if (direction === "ingress") return { ports, named: [] };
  const named = rulesOf(subject)
    .filter(({ rule, own }) => rule.action === "accept" && matches(rule, own))
    .flatMap(({ rule }) =>
      rule.ports === "any" ? [] : rule.ports.flatMap((port) => ("name" in port ? port.name : [])),
    );
  return { ports, named: [...new Set(named)].sort() };
}

function someExist({ compiled }: Subject, peer: PodPeer): boolean {
  let found = false;
  eachBit(compiled.fabric.topology.groupsOf(peer, undefined), () => (found = true));
  return found;
}

function exposureOf(subject: Subject): DirectionExposure {
  const selection = subject.side.selection;
  const policies = selection === undefined ? [] : [...selection.admin, ...selection.network, ...selection.baseline];
  const anyPod = exposedPorts(subject, speaksOf({ namespaces: {}, pods: {} }));
  const peers = new Map<string, ExposedPeer>();
  for (const { rule, own } of rulesOf(subject)) {
    for (const peer of rule.peers === "any" ? [] : rule.peers) {
      if (peer.kind !== "pods") continue;
      const known = spelledOut(peer, own);
      const key = `${selectorKey(known.namespaces)} ${selectorKey(known.pods)}`;
      if (peers.has(key)) continue;
      const exposed = exposedPorts(subject, speaksOf(known));
      peers.set(key, { ...known, exposed, exists: someExist(subject, { kind: "pods", ...known }) });
    }
  }
  const differs = ({ exposed }: ExposedPeer): boolean => JSON.stringify(exposed) !== JSON.stringify(anyPod);
  return {
    isProtected: policies.some(({ policy }) => policy[subject.direction] !== undefined),
    anyPod,
    peers: [...peers.values()].filter(differs),
  };
}

/**
 * What an ordinary pod is open to beyond the pods that exist; undefined for pods policies do not govern. Of pods known
 * by a selector it says what rules with that selector, and rules for everyone, open or close together; that such a pod
 * may also have what another selector asks for is not considered, so each row is what its own rules answer for.
 * O(rules² of the policies that select the pod).
 */
export function exposure(compiled: Compiled, pod: number): Readonly<Record<Direction, DirectionExposure>> | undefined {
  const [side] = sidesOf(compiled, { pod });
  if (side?.selection === undefined) return undefined;
  return {
    ingress: exposureOf({ compiled, side, direction: "ingress" }),
    egress: exposureOf({ compiled, side, direction: "egress" }),
  };
}

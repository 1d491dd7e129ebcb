// Policies of all kinds in one form: what they select, and ordered rules that accept, deny or pass.
import type { CidrBlock, LabelSelector } from "../../kubernetes/index.ts";

export type Protocol = "TCP" | "UDP" | "SCTP";
export const protocols: readonly Protocol[] = ["TCP", "UDP", "SCTP"];

export type Direction = "ingress" | "egress";

/** Tiers in the order they are asked: cluster administrators, NetworkPolicy, then what holds where no NetworkPolicy does. */
export type Tier = "admin" | "network" | "baseline";

export type Action = "accept" | "deny" | "pass";

/** Ports of one protocol, or a name that each destination pod gives to a port (of any protocol when none is said). */
export type PortMatch =
  | { readonly protocol: Protocol; readonly first: number; readonly last: number }
  | { readonly name: string; readonly protocol?: Protocol };

/** Addresses in `cidr` and in none of `except`. */
export interface AddressBlock {
  readonly cidr: CidrBlock;
  readonly except: readonly CidrBlock[];
}

/** Pods by labels of their namespace (`own`: the policy's) and of themselves. */
export interface PodPeer {
  readonly kind: "pods";
  readonly namespaces: LabelSelector | "own";
  readonly pods: LabelSelector;
}

/** The other end of a connection, as a rule names it. */
export type Peer =
  | PodPeer
  | { readonly kind: "addresses"; readonly blocks: readonly AddressBlock[] }
  | { readonly kind: "nodes"; readonly selector: LabelSelector }
  | { readonly kind: "names"; readonly names: readonly string[] };

/** One rule. `any` is no restriction; an empty list matches nothing. */
export interface Rule {
  readonly name?: string;
  readonly action: Action;
  readonly peers: readonly Peer[] | "any";
  readonly ports: readonly PortMatch[] | "any";
  /** Set when the rule holds something this version cannot read and was made as strict as possible. */
  readonly failedClosed?: string;
}

export type PolicyKind = "NetworkPolicy" | "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy" | "ClusterNetworkPolicy";

/** A policy the API server would accept. A direction it does not govern is absent. */
export interface Policy {
  readonly kind: PolicyKind;
  /** Only NetworkPolicy has one. */
  readonly namespace?: string;
  readonly name: string;
  readonly tier: Tier;
  /** Lower comes first within a tier; 0 for NetworkPolicy, whose order does not matter. */
  readonly priority: number;
  readonly subject: PodPeer;
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** Text that names a policy among all policies. */
export function policyKey({ kind, namespace, name }: Pick<Policy, "kind" | "namespace" | "name">): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

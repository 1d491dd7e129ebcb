// What is left of the policies when only what the plugin enforces counts.
import type { NetworkView } from "../../../checking/network/index.ts";
import {
  policyKey,
  withPolicies,
  type Compiled,
  type Policy,
  type Rule,
} from "../../../engines/network-policy/index.ts";
import type { Enforcement, NetworkPlugin } from "../../../model/index.ts";

type Directions = Readonly<Record<"ingress" | "egress", Enforcement>>;

/** The network as the plugin enforces it; what is not known to be ignored counts as enforced. */
export interface Enforced {
  /** Whether anything written has another effect than it says, as far as is known. */
  readonly differs: boolean;
  /** The network for a connection between pods on these nodes. */
  between(fromNode: string | undefined, toNode: string | undefined): Compiled;
  /** Whether egress policies of pods on one node, and ingress policies of those on the other, have effect. */
  directions(fromNode: string | undefined, toNode: string | undefined): Directions;
}

function singlePorts(rule: Rule): Rule {
  if (rule.ports === "any") return rule;
  const ports = rule.ports.map((port) =>
    "name" in port || port.first === port.last || (port.first === 1 && port.last === 65_535)
      ? port
      : { ...port, last: port.first },
  );
  return { ...rule, ports };
}

function isRange(rule: Rule): boolean {
  return (
    rule.ports !== "any" && rule !== singlePorts(rule) && JSON.stringify(rule) !== JSON.stringify(singlePorts(rule))
  );
}

/** Whether the plugin leaves out a policy because of its kind. */
function isIgnoredKind({ kind }: Policy, { adminTiers, clusterTiers }: NetworkPlugin): boolean {
  if (kind === "NetworkPolicy") return false;
  return (kind === "ClusterNetworkPolicy" ? clusterTiers : adminTiers) === "not-enforced";
}

/** A policy as the plugin reads it: without directions it ignores, and with single ports where it ignores endPort. */
function asRead(policy: Policy, plugin: NetworkPlugin, on: Readonly<Record<"ingress" | "egress", boolean>>): Policy {
  const { ingress, egress, ...rest } = policy;
  const single = plugin.endPort === "not-enforced" && policy.kind === "NetworkPolicy";
  const read = (rules: readonly Rule[]): readonly Rule[] => (single ? rules.map(singlePorts) : rules);
  if (!single && on.ingress && on.egress) return policy;
  return {
    ...rest,
    ...(ingress === undefined || !on.ingress ? {} : { ingress: read(ingress) }),
    ...(egress === undefined || !on.egress ? {} : { egress: read(egress) }),
  };
}

function variantOf({ compiled, input, plugin }: NetworkView, ingress: boolean, egress: boolean): Compiled {
  const ignored = (policy: Policy): boolean => isIgnoredKind(policy, plugin) || (!ingress && !egress);
  const removed = input.policies.filter(ignored).map((policy) => policyKey(policy));
  const changed = input.policies.flatMap((policy) => {
    if (ignored(policy)) return [];
    const read = asRead(policy, plugin, { ingress, egress });
    return read === policy ? [] : read;
  });
  return removed.length === 0 && changed.length === 0 ? compiled : withPolicies(compiled, { removed, changed });
}

/** Whether some policy asks for something the plugin is known to ignore. */
function somethingIgnored({ input, plugin }: NetworkView): boolean {
  if (plugin.nodes.some(({ enforcement }) => enforcement === "not-enforced")) return input.policies.length > 0;
  return input.policies.some((policy) => {
    if (isIgnoredKind(policy, plugin)) return true;
    if (policy.ingress !== undefined && plugin.ingress === "not-enforced") return true;
    if (policy.egress !== undefined && plugin.egress === "not-enforced") return true;
    if (plugin.endPort !== "not-enforced" || policy.kind !== "NetworkPolicy") return false;
    return [...(policy.ingress ?? []), ...(policy.egress ?? [])].some(isRange);
  });
}

const known = new WeakMap<Compiled, Enforced>();

function makeEnforced(view: NetworkView): Enforced {
  const { plugin } = view;
  const variants = new Map<string, Compiled>();
  const byNode = new Map(plugin.nodes.map(({ node, enforcement }) => [node, enforcement]));
  const directions = (fromNode: string | undefined, toNode: string | undefined): Directions => ({
    egress: byNode.get(fromNode ?? "") ?? plugin.egress,
    ingress: byNode.get(toNode ?? "") ?? plugin.ingress,
  });
  return {
    differs: somethingIgnored(view),
    directions,
    between(fromNode, toNode) {
      const { ingress, egress } = directions(fromNode, toNode);
      const key = `${ingress !== "not-enforced"}/${egress !== "not-enforced"}`;
      const variant = variants.get(key) ?? variantOf(view, ingress !== "not-enforced", egress !== "not-enforced");
      variants.set(key, variant);
      return variant;
    },
  };
}

/** The network as enforced; once per compiled network. */
export function asEnforced(view: NetworkView): Enforced {
  const enforced = known.get(view.compiled) ?? makeEnforced(view);
  known.set(view.compiled, enforced);
  return enforced;
}

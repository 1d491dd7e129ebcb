// What one end's own policies leave open towards the other end, in one direction.
import type { Compiled } from "./compile.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import type { Side } from "./endpoint.ts";
import { matchesPeer } from "./match-peer.ts";
import type { Direction, Rule } from "./policy.ts";
import { allPorts, noPorts, type PortSet } from "./port-space.ts";
import type { PortNames } from "./topology.ts";

/** Ports the policies of `subject` leave open towards `peer`. By its class where `peer` has one, else rule by rule. */
export function openPorts(compiled: Compiled, subject: Side, direction: Direction, peer: Side): PortSet {
  const { rows } = compiled.fabric;
  if (subject.selection === undefined) return allPorts;
  if (peer.peer === undefined || subject.pod === undefined) return openByRules(compiled, subject, direction, peer);
  return rows.value(subject.selection, direction, subject.portNamesId, peer.peer);
}

/** The same by visiting every rule. Linear in the rules of the policies that select the subject. */
export function openByRules(
  compiled: Compiled,
  subject: Side,
  direction: Direction,
  peer: Side,
  matches: PeerTest = (rule, own) => matchesRule(compiled, rule, own, peer),
): PortSet {
  const { ports } = compiled.fabric;
  const { selection } = subject;
  if (selection === undefined) return allPorts;
  const names = (direction === "ingress" ? subject : peer).portNames;
  const decide = (policies: readonly CompiledPolicy[]) => decideTier(compiled, policies, direction, names, matches);
  const admin = decide(selection.admin);
  const isolating = selection.network.filter(({ policy }) => policy[direction] !== undefined);
  // Only accepting rules occur in NetworkPolicies, so their first decisions are the union of all of them.
  const open =
    isolating.length > 0 ? decide(isolating).accepted : ports.difference(allPorts, decide(selection.baseline).denied);
  return ports.union(admin.accepted, ports.difference(open, admin.denied));
}

/** Whether a rule of a policy in a namespace speaks of the peer in question. */
export type PeerTest = (rule: Rule, own: string | undefined) => boolean;

function matchesRule(compiled: Compiled, rule: Rule, own: string | undefined, peer: Side): boolean {
  return rule.peers === "any" || rule.peers.some((item) => matchesPeer(item, own, peer, compiled.fabric.topology));
}

function decideTier(
  { fabric: { ports } }: Compiled,
  policies: readonly CompiledPolicy[],
  direction: Direction,
  names: PortNames,
  matches: PeerTest,
): { accepted: PortSet; denied: PortSet } {
  const decided = { accept: noPorts, deny: noPorts, pass: noPorts };
  let undecided = allPorts;
  for (const { policy } of policies) {
    for (const rule of policy[direction] ?? []) {
      if (!matches(rule, policy.namespace)) continue;
      const now = ports.intersection(portsOfRule(rule, names, ports), undecided);
      undecided = ports.difference(undecided, now);
      decided[rule.action] = ports.union(decided[rule.action], now);
    }
  }
  return { accepted: decided.accept, denied: decided.deny };
}

function portsOfRule(rule: Rule, names: PortNames, ports: Compiled["fabric"]["ports"]): PortSet {
  if (rule.ports === "any") return allPorts;
  const resolved = rule.ports.flatMap((match) =>
    "name" in match
      ? names.flatMap((own) =>
          own.name === match.name && (match.protocol ?? own.match.protocol) === own.match.protocol ? own.match : [],
        )
      : match,
  );
  return ports.setOf(resolved);
}

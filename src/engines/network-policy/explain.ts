// Why one connection is allowed or not: every policy and rule that was asked, in order, and what it answered.
import type { Compiled } from "./compile.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { bypassOf, comparableSides, type Bypass } from "./connections.ts";
import { sidesOf, type Endpoint, type Side } from "./endpoint.ts";
import { matchesPeer, matchesPort, selectsPod } from "./match-peer.ts";
import {
  policyKey,
  type Action,
  type Direction,
  type Peer,
  type Policy,
  type Protocol,
  type Rule,
  type Tier,
} from "./policy.ts";

export type Verdict = "allowed" | "denied";

/**
 * What one rule said. `peers`: numbers of its peers that name the other end, in order (empty: none does; absent: it
 * names everyone). `decides`: its action counts, because no earlier rule had decided.
 */
export interface RuleVisit {
  readonly index: number;
  readonly name?: string;
  readonly action: Action;
  readonly peers?: readonly number[];
  readonly peerMatches: boolean;
  readonly portMatches: boolean;
  readonly decides: boolean;
  /** Set when the rule could not be read and was made as strict as possible. */
  readonly failedClosed?: string;
  /** Domain names the rule accepts; whether the other end's address is one of theirs cannot be known here. */
  readonly undecidedNames?: readonly string[];
}

/** What one policy said. Rules are visited only if it selects the pod, governs the direction, and nothing decided before it. */
export interface PolicyVisit {
  readonly policy: string;
  readonly tier: Tier;
  readonly priority: number;
  readonly selects: boolean;
  readonly governs: boolean;
  readonly rules: readonly RuleVisit[];
}

/** What decided in one direction: a tier; `isolation` by NetworkPolicies none of which allows it; or nothing, so that it is open. */
export type DecidedBy = Tier | "isolation" | "default" | "no-policy-applies";

export interface DirectionTrace {
  readonly direction: Direction;
  readonly verdict: Verdict;
  readonly decidedBy: DecidedBy;
  /** Policies asked, in order: the admin tier, the pod's namespace, and the baseline if it came to that. */
  readonly policies: readonly PolicyVisit[];
}

/** The whole answer. With a bypass no policy was asked. */
export interface Trace {
  readonly verdict: Verdict;
  readonly bypass?: Bypass;
  readonly directions: readonly DirectionTrace[];
}

interface Question {
  readonly compiled: Compiled;
  readonly direction: Direction;
  readonly subject: Side;
  readonly peer: Side;
  readonly protocol: Protocol;
  readonly port: number;
}

function visitRule(question: Question, policy: Policy, rule: Rule, index: number, mayDecide: boolean): RuleVisit {
  const { compiled, direction, subject, peer, protocol, port } = question;
  const { topology } = compiled.fabric;
  const matching = (item: Peer): boolean => matchesPeer(item, policy.namespace, peer, topology);
  const peers = rule.peers === "any" ? undefined : rule.peers.flatMap((item, at) => (matching(item) ? at : []));
  const names = (direction === "ingress" ? subject : peer).portNames;
  const peerMatches = peers === undefined || peers.length > 0;
  const portMatches = rule.ports === "any" || rule.ports.some((match) => matchesPort(match, protocol, port, names));
  const undecidedNames = peer.facts !== undefined || peerMatches ? [] : domainNamesOf(rule);
  return {
    index,
    ...(rule.name === undefined ? {} : { name: rule.name }),
    action: rule.action,
    ...(peers === undefined ? {} : { peers }),
    peerMatches,
    portMatches,
    decides: mayDecide && peerMatches && portMatches,
    ...(rule.failedClosed === undefined ? {} : { failedClosed: rule.failedClosed }),
    ...(undecidedNames.length === 0 ? {} : { undecidedNames }),
  };
}

function domainNamesOf(rule: Rule): readonly string[] {
  return rule.peers === "any" ? [] : rule.peers.flatMap((peer) => (peer.kind === "names" ? peer.names : []));
}

/** Visits the policies of a tier until one decides; the first action that counted, if any. */
function visitTier(
  question: Question,
  policies: readonly CompiledPolicy[],
): { visits: PolicyVisit[]; action?: Action } {
  const visits: PolicyVisit[] = [];
  let action: Action | undefined;
  for (const { policy } of policies) {
    const { facts } = question.subject;
    const selects = facts !== undefined && selectsPod(policy.subject, policy.namespace, facts);
    const list = policy[question.direction];
    const rules: RuleVisit[] = [];
    for (const [index, rule] of (selects && action === undefined ? (list ?? []) : []).entries()) {
      const visit = visitRule(question, policy, rule, index, action === undefined);
      rules.push(visit);
      if (visit.decides) action = rule.action;
    }
    const { tier, priority } = policy;
    visits.push({ policy: policyKey(policy), tier, priority, selects, governs: list !== undefined, rules });
  }
  return action === undefined ? { visits } : { visits, action };
}

/** NetworkPolicies do not decide in order, so all that select the pod are visited to the end, each for itself. */
function visitNetworkTier(
  question: Question,
  policies: readonly CompiledPolicy[],
): { visits: PolicyVisit[]; allowed: boolean; isolated: boolean } {
  const results = policies.map((policy) => visitTier(question, [policy]));
  const visits = results.flatMap((result) => result.visits);
  const isolated = visits.some(({ selects, governs }) => selects && governs);
  return { visits, isolated, allowed: results.some(({ action }) => action === "accept") };
}

function explainDirection(question: Question): DirectionTrace {
  const { compiled, direction, subject } = question;
  const { facts } = subject;
  if (facts === undefined) return { direction, verdict: "allowed", decidedBy: "no-policy-applies", policies: [] };
  const tier = (name: Tier) => compiled.ordered[name];
  const admin = visitTier(question, tier("admin"));
  const decided = (decidedBy: DecidedBy, verdict: Verdict, policies: readonly PolicyVisit[]) => ({
    direction,
    verdict,
    decidedBy,
    policies,
  });
  if (admin.action === "accept") return decided("admin", "allowed", admin.visits);
  if (admin.action === "deny") return decided("admin", "denied", admin.visits);
  const inNamespace = tier("network").filter(({ policy }) => policy.namespace === facts.namespace);
  const network = visitNetworkTier(question, inNamespace);
  const visits = [...admin.visits, ...network.visits];
  if (network.isolated)
    return network.allowed ? decided("network", "allowed", visits) : decided("isolation", "denied", visits);
  const baseline = visitTier(question, tier("baseline"));
  const all = [...visits, ...baseline.visits];
  if (baseline.action === "deny") return decided("baseline", "denied", all);
  return decided(baseline.action === "accept" ? "baseline" : "default", "allowed", all);
}

/**
 * Explains whether `from` can reach `to` on one port. Where both have addresses of two families, the pair of addresses
 * that can is explained, else the first. Linear in the rules of the policies visited.
 */
export function explain(compiled: Compiled, from: Endpoint, to: Endpoint, protocol: Protocol, port: number): Trace {
  const [sources, targets] = [sidesOf(compiled, from), sidesOf(compiled, to)];
  const bypass = bypassOf(compiled, sources, targets);
  if (bypass !== undefined) return { verdict: bypass === "finished" ? "denied" : "allowed", bypass, directions: [] };
  const traces = [...comparableSides(sources, targets)].map(([source, target]): Trace => {
    const shared = { compiled, protocol, port };
    const directions = [
      explainDirection({ ...shared, direction: "egress", subject: source, peer: target }),
      explainDirection({ ...shared, direction: "ingress", subject: target, peer: source }),
    ];
    return { verdict: directions.every(({ verdict }) => verdict === "allowed") ? "allowed" : "denied", directions };
  });
  return traces.find(({ verdict }) => verdict === "allowed") ?? traces[0] ?? { verdict: "denied", directions: [] };
}

// Why one connection is open or not, as a tree: every policy and rule visited, and what it said.
import type { TreeNode } from "../../../core/index.ts";
import {
  policyKey,
  type Bypass,
  type DecidedBy,
  type Direction,
  type DirectionTrace,
  type Policy,
  type PolicyVisit,
  type RuleVisit,
  type Trace,
} from "../../../engines/network-policy/index.ts";
import { describePeers, describePorts, policyLabel, rulePath, type PolicyObjects } from "../question/policy-text.ts";

/** Which connection a trace explains. */
export interface TracedConnection {
  readonly from: string;
  readonly to: string;
  readonly port: string;
  readonly trace: Trace;
}

/** What the tree needs to name policies. */
export interface TraceSource {
  readonly policies: ReadonlyMap<string, Policy>;
  readonly objects: PolicyObjects;
  /** Show all rules and policies, however many. */
  readonly verbose: boolean;
}

const shownRules = 6;
const shownPolicies = 4;

const bypassTexts: Readonly<Record<Bypass, string>> = {
  finished: "a pod that has finished has no network",
  "same-pod": "a pod always reaches itself, whatever the policies",
  "own-node": "a pod and its own node always reach each other: the kubelet's probes need it",
};

const decisions: Readonly<Record<DecidedBy, string>> = {
  admin: "a policy of the cluster's administrators decides",
  network: "a NetworkPolicy allows it",
  isolation: "NetworkPolicies isolate the pod, and none of their rules allows it",
  baseline: "no NetworkPolicy isolates the pod; the baseline decides",
  default: "no policy isolates the pod, so everything is open",
  "no-policy-applies": "policies select pods only; nodes, their pods on the host network and addresses have none",
};

const marks = { yes: "✓", no: "✗" } as const;

function mark(yes: boolean, text: string): string {
  return `${yes ? marks.yes : marks.no} ${text}`;
}

const outcomes = { accept: "allows it", deny: "denies it", pass: "passes it on" } as const;

/** Whether a rule names the other end, and by which of its peers. */
function peerText({ peers, peerMatches }: RuleVisit, other: "from" | "to"): string {
  if (peers === undefined) return "names everyone";
  if (!peerMatches) return "does not name the other end";
  const shown = peers.slice(0, 3).map((index) => `${other}[${index}]`);
  return `names the other end (${shown.join(", ")})`;
}

function cautionsOf({ failedClosed, undecidedNames }: RuleVisit): string {
  const closed =
    failedClosed === undefined
      ? ""
      : `; holds something this version cannot read (${failedClosed}), so it is read as strictly as possible`;
  const names =
    undecidedNames === undefined
      ? ""
      : `; names ${undecidedNames.join(", ")}: whether the address is theirs is not known`;
  return closed + names;
}

function ruleNode(visit: RuleVisit, policy: Policy, direction: Direction, objects: PolicyObjects): TreeNode {
  const rule = policy[direction]?.[visit.index];
  const path = rulePath(direction, visit.index);
  const other = direction === "ingress" ? "from" : "to";
  const name = visit.name === undefined ? "" : ` "${visit.name}"`;
  const peers = rule === undefined ? "" : ` ${other} ${describePeers(rule.peers, policy.namespace)}`;
  const ports = rule === undefined ? "" : `, ${describePorts(rule.ports)}`;
  const says = `${path}${objects.place(policyKey(policy), path)}${name}: ${visit.action}${peers}${ports}`;
  const port = visit.portMatches ? "has the port" : "does not have the port";
  const outcome = visit.decides ? `: ${outcomes[visit.action]}` : "";
  const text = mark(visit.decides, `${says} — ${peerText(visit, other)}, ${port}${outcome}${cautionsOf(visit)}`);
  if (!visit.decides) return { text, tone: "muted" };
  return { text, tone: visit.action === "deny" ? "bad" : "good" };
}

function ruleNodes(visit: PolicyVisit, policy: Policy, direction: Direction, source: TraceSource): TreeNode[] {
  const matching = visit.rules.filter(({ peerMatches, portMatches }) => peerMatches || portMatches);
  const ordered = source.verbose
    ? visit.rules
    : [
        ...visit.rules.filter(({ decides }) => decides),
        ...matching.filter(({ decides }) => !decides),
        ...visit.rules.filter((rule) => !matching.includes(rule)),
      ];
  const shown = source.verbose ? ordered : ordered.slice(0, shownRules);
  const rest = visit.rules.length - shown.length;
  const nodes = shown
    .toSorted((a, b) => a.index - b.index)
    .map((rule) => ruleNode(rule, policy, direction, source.objects));
  return rest === 0
    ? nodes
    : [...nodes, { text: `${rest} more rules, none of which decides (-v shows them)`, tone: "muted" }];
}

function policyNode(visit: PolicyVisit, direction: Direction, source: TraceSource): TreeNode {
  const policy = source.policies.get(visit.policy);
  const label = policy === undefined ? visit.policy : policyLabel(policy);
  const priority = visit.tier === "network" ? "" : `, ${visit.tier} tier, priority ${visit.priority}`;
  const head = `${label}${source.objects.place(visit.policy)}${priority}`;
  if (!visit.selects) return { text: mark(false, `${head} does not select the pod`), tone: "muted" };
  if (!visit.governs || policy === undefined)
    return { text: mark(false, `${head} selects the pod, but says nothing of ${direction}`), tone: "muted" };
  const rules = policy[direction]?.length ?? 0;
  if (rules === 0)
    return {
      text: mark(true, `${head} selects the pod and has no ${direction} rule: it allows nothing`),
      tone: "warning",
    };
  if (visit.rules.length === 0)
    return { text: mark(false, `${head} selects the pod, but is not asked: it was decided before`), tone: "muted" };
  const isolates = visit.tier === "network" ? ` and isolates its ${direction}` : "";
  return {
    text: mark(true, `${head} selects the pod${isolates}`),
    children: ruleNodes(visit, policy, direction, source),
  };
}

function directionNode(trace: DirectionTrace, end: string, source: TraceSource): TreeNode {
  const { direction, verdict, decidedBy, policies } = trace;
  const asked = policies.filter(({ selects }) => selects);
  const others = policies.filter(({ selects }) => !selects);
  const shown = source.verbose || others.length <= shownPolicies ? others : others.slice(0, shownPolicies);
  const rest = others.length - shown.length;
  const children = [...asked, ...shown].map((visit) => policyNode(visit, direction, source));
  const more: TreeNode[] =
    rest === 0 ? [] : [{ text: `${rest} more policies do not select the pod (-v shows them)`, tone: "muted" }];
  const text = mark(verdict === "allowed", `${direction} of ${end}: ${verdict}; ${decisions[decidedBy]}`);
  return { text, tone: verdict === "allowed" ? "good" : "bad", children: [...children, ...more] };
}

/** The tree of a trace: a branch for each direction. */
export function traceTree({ from, to, port, trace }: TracedConnection, source: TraceSource): TreeNode {
  const text = mark(trace.verdict === "allowed", `${from} → ${to}, ${port}: ${trace.verdict}`);
  const tone = trace.verdict === "allowed" ? "good" : "bad";
  if (trace.bypass !== undefined) return { text, tone, children: [{ text: bypassTexts[trace.bypass] }] };
  if (trace.directions.length === 0)
    return { text, tone, children: [{ text: "they have no family of addresses in common" }] };
  return {
    text,
    tone,
    children: trace.directions.map((one) => directionNode(one, one.direction === "egress" ? from : to, source)),
  };
}

// plimsoll network reach FROM TO: whether the one can talk to the other, as written and as enforced, and why.
import type { Answer } from "../../../core/index.ts";
import { networkView, type NetworkView } from "../../../checking/network/index.ts";
import {
  explain,
  policyKey,
  type Bypass,
  type PortRanges,
  type Protocol,
  type Trace,
} from "../../../engines/network-policy/index.ts";
import type { ClusterModel, Enforcement } from "../../../model/index.ts";
import { askPairs, type PairAnswer } from "../question/ask-pairs.ts";
import { findParty } from "../question/find-party.ts";
import type { Member, Party } from "../question/party.ts";
import { formatAskedPort, includesPort, parseAskedPort, type AskedPort } from "../question/port-text.ts";
import { PolicyObjects } from "../question/policy-text.ts";
import { certaintyOf, refusedPolicies, unseenFor, type Certainty, type Unseen } from "../question/unseen.ts";
import { reachDocument } from "./reach-document.ts";
import type { TracedConnection } from "./trace-tree.ts";

/** Words of the question. */
export interface ReachQuestion {
  readonly from: string;
  readonly to: string;
  /** `443`, `53/UDP` or a name; absent: any port. */
  readonly port?: string;
  readonly namespace?: string;
  readonly verbose?: boolean;
}

export type Reached = "yes" | "partly" | "no" | "unknown";

/** Ends that policies do not tell apart. */
export interface ReachEnd {
  readonly count: number;
  /** The first ones, at most 20. */
  readonly members: readonly string[];
}

/** What one kind of source can do towards one kind of target. */
export interface ReachedPair {
  readonly from: ReachEnd;
  readonly to: ReachEnd;
  readonly port?: { readonly protocol: Protocol; readonly port: number; readonly servicePort?: number };
  readonly open: boolean;
  readonly openEnforced: boolean | "unknown";
  readonly ports: PortRanges;
  readonly enforcedPorts: PortRanges;
  readonly bypass?: Bypass;
  /** What stops it before any policy is asked. */
  readonly barred?: "load-balancer";
}

/** The answer to one question of who reaches whom. */
export interface NetworkReach {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkReach";
  readonly from: string;
  readonly to: string;
  readonly port?: string;
  /** What holds: as enforced where that is known, else as written; `unknown` where what decides was not seen. */
  readonly answer: Reached;
  readonly written: Reached;
  readonly enforced: Reached;
  readonly certainty: Certainty;
  readonly plugin: {
    readonly names: readonly string[];
    readonly ingress: Enforcement;
    readonly egress: Enforcement;
    readonly reason: string;
  };
  /** The first ones, and how many more there are. */
  readonly pairs: readonly ReachedPair[];
  readonly pairsLeftOut: number;
  readonly traces: readonly {
    readonly from: string;
    readonly to: string;
    readonly port: string;
    readonly trace: Trace;
  }[];
  readonly notes: readonly string[];
  readonly unseen: readonly Unseen[];
}

/** A reach answer before it is drawn. */
export interface ReachResult {
  readonly model: ClusterModel;
  readonly view: NetworkView;
  readonly from: Party;
  readonly to: Party;
  readonly asked: AskedPort | undefined;
  readonly answers: readonly PairAnswer[];
  readonly traced: readonly TracedConnection[];
  readonly data: NetworkReach;
  readonly verbose: boolean;
}

const shownMembers = 20;
const mostPairs = 2_000;

function endOf(members: readonly Member[]): ReachEnd {
  return { count: members.length, members: members.slice(0, shownMembers).map(({ label }) => label) };
}

function pairData(answer: PairAnswer): ReachedPair {
  const { from, to, arrival, written, enforced, open, openEnforced, bypass, barred } = answer;
  const servicePort = arrival?.servicePort?.port;
  const port = arrival && {
    protocol: arrival.protocol,
    port: arrival.port,
    ...(servicePort === undefined ? {} : { servicePort }),
  };
  return {
    from: endOf(from),
    to: endOf(to),
    ...(port === undefined ? {} : { port }),
    open,
    openEnforced,
    ports: written,
    enforcedPorts: enforced,
    ...(bypass === undefined ? {} : { bypass }),
    ...(barred === undefined ? {} : { barred }),
  };
}

function summed(values: readonly (boolean | "unknown")[]): Reached {
  if (values.every((value) => value === false)) return "no";
  if (values.every((value) => value === true)) return "yes";
  return values.includes(true) ? "partly" : "unknown";
}

function within(ranges: PortRanges): { protocol: Protocol; port: number } | undefined {
  for (const protocol of ["TCP", "UDP", "SCTP"] as const) {
    const [range] = ranges[protocol];
    if (range !== undefined) return { protocol, port: range[0] };
  }
  return undefined;
}

/** The port to explain: the one asked for, else one the target declares, else one that is open, else the usual one. */
function portToExplain(view: NetworkView, answer: PairAnswer, to: Party): { protocol: Protocol; port: number } {
  if (answer.arrival !== undefined) return answer.arrival;
  const [target] = answer.to;
  const pod = target !== undefined && "pod" in target.endpoint ? view.input.pods[target.endpoint.pod] : undefined;
  const declared = (pod?.ports ?? []).map(({ protocol = "TCP", containerPort }) => ({ protocol, port: containerPort }));
  const usual = [...declared, { protocol: "TCP" as const, port: to.usualPort ?? 443 }];
  const fitting = usual.find(({ protocol, port }) => includesPort(answer.written, protocol, port) === answer.open);
  return fitting ?? within(answer.written) ?? usual[0] ?? { protocol: "TCP", port: 443 };
}

function traceOf(view: NetworkView, answer: PairAnswer, to: Party): TracedConnection[] {
  const [source] = answer.from;
  const target = answer.to.find((one) => one.label !== source?.label) ?? answer.to[0];
  if (source === undefined || target === undefined) return [];
  const { protocol, port } = portToExplain(view, answer, to);
  const servicePort = answer.arrival?.servicePort;
  const via =
    servicePort === undefined || to.service === undefined
      ? ""
      : ` (${to.label} ${servicePort.port}/${servicePort.protocol})`;
  const trace = explain(view.compiled, source.endpoint, target.endpoint, protocol, port);
  return [{ from: source.label, to: target.label, port: `${port}/${protocol}${via}`, trace }];
}

/** One connection that is open and one that is not. */
function tracesOf(view: NetworkView, answers: readonly PairAnswer[], to: Party): readonly TracedConnection[] {
  const asked = answers.filter(({ barred }) => barred === undefined);
  const chosen = [asked.find(({ open }) => open), asked.find(({ open }) => !open)];
  return chosen.flatMap((answer) => (answer === undefined ? [] : traceOf(view, answer, to)));
}

/** Namespaces whose policies the answer rests on. */
export function namespacesOf(view: NetworkView, parties: readonly Party[]): readonly string[] {
  const names = parties.flatMap(({ members }) =>
    members.flatMap(({ endpoint }) => ("pod" in endpoint ? (view.input.pods[endpoint.pod]?.namespace ?? []) : [])),
  );
  return [...new Set(names)];
}

function wayIn(from: Party, to: Party): string[] {
  const { service } = to;
  if (from.kind !== "addresses") return [];
  if (service === undefined)
    return to.kind === "pods"
      ? ["Policies alone are judged: whether pods' addresses are routed to from there is not known."]
      : [];
  if (service.type === "ClusterIP")
    return [`${to.label} has no port of its own outside the cluster (ClusterIP): only what is routed to it gets here.`];
  const kept = service.externalTrafficPolicy === "Local";
  return [
    kept
      ? "The client's address is kept (externalTrafficPolicy Local)."
      : "Pods may see the address of a node instead of the client's (externalTrafficPolicy Cluster); either counts.",
  ];
}

function notesOf(
  from: Party,
  to: Party,
  asked: AskedPort | undefined,
  answers: readonly PairAnswer[],
): readonly string[] {
  const named = asked !== undefined && "name" in asked && answers.length === 0;
  return [
    ...from.notes,
    ...to.notes,
    ...wayIn(from, to),
    ...(named ? [`Nothing in ${to.label} gives a port the name ${asked.name}.`] : []),
    ...(to.service !== undefined && asked !== undefined && answers.length === 0 && to.members.length > 0
      ? [
          `${to.label} has no port ${formatAskedPort(asked)}; it has ${to.service.ports.map(({ port, protocol }) => `${port}/${protocol}`).join(", ") || "none"}.`,
        ]
      : []),
    ...(from.members.length > 0 && to.members.length > 0 && answers.length === 0 && !named && to.service === undefined
      ? ["They have no family of addresses in common."]
      : []),
  ];
}

/** Whether nobody can say: a Service whose endpoints are not known. */
function isBlind({ service }: Party): boolean {
  return service !== undefined && (service.selector === undefined || service.type === "ExternalName");
}

/**
 * Asks whether one party reaches another. `yes`: every member reaches every member (on the port, or on any port where none
 * is asked for). Throws PLIMSOLL_UNKNOWN_OBJECT for names the input does not have.
 */
export function networkReach(model: ClusterModel, question: ReachQuestion): Answer<NetworkReach> {
  const view = networkView(model);
  const lookup = { model, view, namespace: question.namespace ?? "default" };
  const asked = question.port === undefined ? undefined : parseAskedPort(question.port);
  const [from, to] = [findParty(lookup, question.from), findParty(lookup, question.to)];
  const answers = askPairs(view, from, to, asked);
  const unseen = unseenFor(model, namespacesOf(view, [from, to]));
  const certainty = certaintyOf(model, unseen);
  const blind = isBlind(to);
  const written = blind ? "unknown" : summed(answers.map(({ open }) => open));
  const enforced = blind ? "unknown" : summed(answers.map(({ openEnforced }) => openEnforced));
  const traced = tracesOf(view, answers, to);
  const { plugins, ingress, egress, reason } = view.plugin;
  const data: NetworkReach = {
    apiVersion: "plimsoll/v1",
    kind: "NetworkReach",
    from: from.label,
    to: to.label,
    ...(asked === undefined ? {} : { port: formatAskedPort(asked) }),
    answer: certainty === "unknown" ? "unknown" : enforced === "unknown" ? written : enforced,
    written,
    enforced,
    certainty,
    plugin: { names: plugins.map(({ plugin }) => plugin.name), ingress, egress, reason },
    pairs: answers.slice(0, mostPairs).map(pairData),
    pairsLeftOut: Math.max(0, answers.length - mostPairs),
    traces: traced,
    notes: [...notesOf(from, to, asked, answers), ...refusedPolicies(model, view)],
    unseen,
  };
  const result = { model, view, from, to, asked, answers, traced, data, verbose: question.verbose === true };
  const policies = new Map(view.input.policies.map((policy) => [policyKey(policy), policy]));
  return {
    data,
    document: reachDocument(result, { policies, objects: new PolicyObjects(model), verbose: result.verbose }),
  };
}

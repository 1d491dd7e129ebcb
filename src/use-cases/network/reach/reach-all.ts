// plimsoll network reach FROM: everything one party reaches, or everything that reaches it, by workload.
import type { Answer } from "../../../core/index.ts";
import { networkView, type NetworkView } from "../../../checking/network/index.ts";
import type { Direction, PortRanges } from "../../../engines/network-policy/index.ts";
import type { ClusterModel, Enforcement } from "../../../model/index.ts";
import { askPairs, type PairAnswer } from "../question/ask-pairs.ts";
import { findParty } from "../question/find-party.ts";
import { allNodesParty, internetParty, metadataParty, privateParty } from "../question/outside-parties.ts";
import { podMember, workloadLabel, type Member, type Party } from "../question/party.ts";
import {
  formatAskedPort,
  isNoPort,
  noPorts,
  parseAskedPort,
  unionOfPorts,
  type AskedPort,
} from "../question/port-text.ts";
import { certaintyOf, refusedPolicies, unseenFor, type Certainty, type Unseen } from "../question/unseen.ts";
import { reachAllDocument } from "./reach-all-document.ts";

/** Words of the question. `ingress`: who reaches the party; `egress`: whom it reaches. */
export interface ReachAllQuestion {
  readonly party: string;
  readonly direction: Direction;
  readonly port?: string;
  readonly namespace?: string;
  readonly verbose?: boolean;
}

/** One workload, or one group of ends outside the cluster. */
export interface ReachedOther {
  readonly label: string;
  /** Absent for what is outside. */
  readonly namespace?: string;
  /** Ports open between any two of them, as written. */
  readonly ports: PortRanges;
  readonly enforcedPorts: PortRanges;
  /** Whether that is so between all of them; else only some pods, or some addresses. */
  readonly everywhere: boolean;
  readonly open: boolean;
  readonly openEnforced: boolean | "unknown";
  /** Open only between pods and their own node, which policies cannot close. */
  readonly ownNode: boolean;
}

/** Everything one party reaches, or that reaches it. */
export interface NetworkReachAll {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkReachAll";
  readonly party: string;
  readonly direction: Direction;
  readonly port?: string;
  readonly answer: "yes" | "no" | "unknown";
  readonly certainty: Certainty;
  readonly plugin: {
    readonly names: readonly string[];
    readonly ingress: Enforcement;
    readonly egress: Enforcement;
    readonly reason: string;
  };
  readonly workloads: readonly ReachedOther[];
  readonly outside: readonly ReachedOther[];
  readonly notes: readonly string[];
  readonly unseen: readonly Unseen[];
}

/** Gathers answers about one other end. */
class Tally {
  ports = noPorts;
  enforced = noPorts;
  pairs = 0;
  same = true;
  open = false;
  openEnforced: boolean | "unknown" = false;
  private otherwise = false;
  private first: string | undefined;

  add(answer: PairAnswer, count: number): void {
    const text = JSON.stringify(answer.written);
    this.same &&= this.first === undefined || this.first === text;
    if (this.first !== text) {
      this.ports = unionOfPorts(this.ports, answer.written);
      this.enforced = unionOfPorts(this.enforced, answer.enforced);
    } else if (!this.same) this.enforced = unionOfPorts(this.enforced, answer.enforced);
    this.first ??= text;
    this.pairs += count;
    this.open ||= answer.open;
    this.otherwise ||= answer.open && answer.bypass !== "own-node";
    if (answer.openEnforced === true) this.openEnforced = true;
    else if (answer.openEnforced === "unknown" && this.openEnforced === false) this.openEnforced = "unknown";
  }

  result(label: string, namespace?: string): ReachedOther {
    const { ports, enforced, open, openEnforced, same, otherwise } = this;
    const place = namespace === undefined ? {} : { namespace };
    return {
      label,
      ...place,
      ports,
      enforcedPorts: enforced,
      everywhere: same,
      open,
      openEnforced,
      ownNode: open && !otherwise,
    };
  }
}

function isSelf(own: ReadonlySet<number>, { endpoint }: Member): boolean {
  return "pod" in endpoint && own.has(endpoint.pod);
}

/** Answers about all other pods. */
function askAll(
  view: NetworkView,
  party: Party,
  direction: Direction,
  asked: AskedPort | undefined,
): readonly PairAnswer[] {
  const own = new Set(party.members.flatMap(({ endpoint }) => ("pod" in endpoint ? [endpoint.pod] : [])));
  const all = view.input.pods.flatMap((pod, number) => (pod.finished ? [] : podMember(view, number)));
  const members = own.size === 1 ? all.filter((member) => !isSelf(own, member)) : all;
  const other: Party = { asked: "", label: "all pods", kind: "pods", members, notes: [] };
  if (members.length === 0) return [];
  return direction === "egress" ? askPairs(view, party, other, asked) : askPairs(view, other, party, asked);
}

function tallyWorkloads(view: NetworkView, answers: readonly PairAnswer[], direction: Direction): ReachedOther[] {
  const tallies = new Map<number, Tally>();
  for (const answer of answers) {
    const counts = new Map<number, number>();
    for (const { endpoint } of direction === "egress" ? answer.to : answer.from) {
      const workload = "pod" in endpoint ? (view.workloadOfPod[endpoint.pod] ?? -1) : -1;
      counts.set(workload, (counts.get(workload) ?? 0) + 1);
    }
    for (const [workload, count] of counts) {
      const tally = tallies.get(workload) ?? new Tally();
      tallies.set(workload, tally);
      tally.add(answer, count);
    }
  }
  return [...tallies].flatMap(([number, tally]) => {
    const workload = view.workloads[number];
    return workload === undefined ? [] : tally.result(workloadLabel(workload), workload.namespace);
  });
}

function outsideOf(model: ClusterModel, view: NetworkView, direction: Direction): readonly Party[] {
  const everywhere = [internetParty(view, "internet"), privateParty(view), allNodesParty(view)];
  return direction === "egress" ? [...everywhere, metadataParty(model, "metadata")] : everywhere;
}

function tallyOutside(
  view: NetworkView,
  party: Party,
  other: Party,
  direction: Direction,
  asked: AskedPort | undefined,
): ReachedOther[] {
  if (other.members.length === 0) return [];
  const answers = direction === "egress" ? askPairs(view, party, other, asked) : askPairs(view, other, party, asked);
  if (answers.length === 0) return [];
  const tally = new Tally();
  for (const answer of answers) tally.add(answer, answer.from.length * answer.to.length);
  return [tally.result(other.label)];
}

/** By namespace and name, in the order of their characters. */
function sortedByPlace(others: readonly ReachedOther[]): readonly ReachedOther[] {
  const keyed = others.map((other) => ({ other, key: `${other.namespace ?? ""}\n${other.label}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))).map(({ other }) => other);
}

/** All workloads, and what is outside, with what is open between them and a party. */
export function reachedBy(
  model: ClusterModel,
  view: NetworkView,
  party: Party,
  direction: Direction,
  asked: AskedPort | undefined,
): Pick<NetworkReachAll, "workloads" | "outside"> {
  const workloads = sortedByPlace(tallyWorkloads(view, askAll(view, party, direction, asked), direction));
  if (party.kind === "addresses" || party.kind === "nodes") return { workloads, outside: [] };
  const others = outsideOf(model, view, direction);
  return { workloads, outside: others.flatMap((other) => tallyOutside(view, party, other, direction, asked)) };
}

/**
 * Everything a party reaches (`egress`), or that reaches it (`ingress`), pods by workload. O(kinds of pods policies tell
 * apart). Throws PLIMSOLL_UNKNOWN_OBJECT for a name the input does not have.
 */
export function networkReachAll(model: ClusterModel, question: ReachAllQuestion): Answer<NetworkReachAll> {
  const view = networkView(model);
  const { direction } = question;
  const party = findParty({ model, view, namespace: question.namespace ?? "default" }, question.party);
  const asked = question.port === undefined ? undefined : parseAskedPort(question.port);
  const { workloads, outside } = reachedBy(model, view, party, direction, asked);
  const unseen = unseenFor(model);
  const certainty = certaintyOf(model, unseen);
  const { plugins, ingress, egress, reason } = view.plugin;
  const reaches = [...workloads, ...outside].some(({ open, ports }) => open && !isNoPort(ports));
  const data: NetworkReachAll = {
    apiVersion: "plimsoll/v1",
    kind: "NetworkReachAll",
    party: party.label,
    direction,
    ...(asked === undefined ? {} : { port: formatAskedPort(asked) }),
    answer: certainty === "unknown" ? "unknown" : reaches ? "yes" : "no",
    certainty,
    plugin: { names: plugins.map(({ plugin }) => plugin.name), ingress, egress, reason },
    workloads,
    outside,
    notes: [...party.notes, ...refusedPolicies(model, view)],
    unseen,
  };
  return { data, document: reachAllDocument(model, view, data, question.verbose === true) };
}

// plimsoll network explain: what isolates a pod or workload, in and out, and what is left open.
import { type Answer, type Location, type ObjectRef } from "../../../core/index.ts";
import { networkView, type NetworkView } from "../../../checking/network/index.ts";
import {
  backendsOf,
  exposure,
  policyKey,
  type Direction,
  type ExposedPorts,
  type Policy,
} from "../../../engines/network-policy/index.ts";
import { refOf } from "../../../kubernetes/index.ts";
import { ingressFor, type ClusterModel, type Enforcement } from "../../../model/index.ts";
import { dnsReach, type DnsReach } from "../question/dns.ts";
import { findParty } from "../question/find-party.ts";
import { podName, type Party } from "../question/party.ts";
import { describePeer, describePeers, describePorts, policyLabel, PolicyObjects } from "../question/policy-text.ts";
import { policiesOn } from "../question/selecting.ts";
import { certaintyOf, refusedPolicies, unseenFor, type Certainty, type Unseen } from "../question/unseen.ts";
import { namespacesOf } from "../reach/reach.ts";
import { waysIn } from "../question/ways-in.ts";
import { reachedBy, type ReachedOther } from "../reach/reach-all.ts";
import { explainDocument } from "./explain-document.ts";

/** One rule in words. */
export interface ExplainedRule {
  readonly action: "accept" | "deny" | "pass";
  readonly peers: string;
  readonly ports: string;
}

/** A policy that limits the pods in one direction. */
export interface ExplainedPolicy {
  readonly label: string;
  readonly tier: Policy["tier"];
  readonly priority: number;
  readonly rules: readonly ExplainedRule[];
  readonly location?: Location;
}

/** Pods that do not exist yet, or are not known, and the ports open to (or on) them. */
export interface FuturePods {
  readonly who: string;
  readonly exists: boolean;
  readonly exposed: ExposedPorts;
}

/** One direction of pods that the same policies select. */
export interface ExplainedDirection {
  readonly direction: Direction;
  /** Whether a NetworkPolicy isolates them: nothing but what is allowed gets through. */
  readonly isolated: boolean;
  readonly policies: readonly ExplainedPolicy[];
  readonly enforcement: Enforcement;
  /** Absent for pods on the host network. */
  readonly anyPod?: ExposedPorts;
  readonly future: readonly FuturePods[];
  readonly workloads: readonly ReachedOther[];
  readonly outside: readonly ReachedOther[];
  /** For egress only. */
  readonly dns?: DnsReach;
}

/** Pods that the same policies select. */
export interface ExplainedPods {
  readonly pods: readonly string[];
  readonly hostNetwork: boolean;
  readonly ingress: ExplainedDirection;
  readonly egress: ExplainedDirection;
}

/** A Service that sends traffic to the pods, and the Ingress before it. */
export interface ServiceInFront {
  readonly name: string;
  readonly type: string;
  readonly ports: readonly {
    readonly port: number;
    readonly protocol: string;
    readonly target: readonly number[];
    readonly nodePort?: number;
  }[];
  readonly ingress?: ObjectRef;
}

/** What isolates a pod or workload, and what is left open. */
export interface NetworkExplain {
  readonly apiVersion: "plimsoll/v1";
  readonly kind: "NetworkExplain";
  readonly subject: string;
  readonly certainty: Certainty;
  readonly groups: readonly ExplainedPods[];
  readonly services: readonly ServiceInFront[];
  /** How traffic from outside of the cluster is led to them, before policies are asked. */
  readonly waysIn: readonly string[];
  readonly notes: readonly string[];
  readonly unseen: readonly Unseen[];
}

function explainedPolicy(policy: Policy, direction: Direction, objects: PolicyObjects): ExplainedPolicy {
  const location = objects.location(policyKey(policy));
  return {
    label: policyLabel(policy),
    tier: policy.tier,
    priority: policy.priority,
    rules: (policy[direction] ?? []).map(({ action, peers, ports }) => ({
      action,
      peers: describePeers(peers, policy.namespace),
      ports: describePorts(ports),
    })),
    ...(location === undefined ? {} : { location }),
  };
}

interface Explaining {
  readonly model: ClusterModel;
  readonly view: NetworkView;
  readonly objects: PolicyObjects;
}

function futureOf(
  { view }: Explaining,
  pod: number,
  direction: Direction,
): Pick<ExplainedDirection, "anyPod" | "future"> {
  const exposed = exposure(view.compiled, pod)?.[direction];
  if (exposed === undefined) return { future: [] };
  const future = exposed.peers.map((peer): FuturePods => ({
    who: describePeer({ kind: "pods", namespaces: peer.namespaces, pods: peer.pods }, undefined),
    exists: peer.exists,
    exposed: peer.exposed,
  }));
  return { anyPod: exposed.anyPod, future };
}

function explainDirection(explaining: Explaining, party: Party, pod: number, direction: Direction): ExplainedDirection {
  const { model, view, objects } = explaining;
  const policies = policiesOn(view, pod, direction);
  const { workloads, outside } = reachedBy(model, view, party, direction, undefined);
  const gap = view.plugin.nodes.find(({ node }) => node === view.input.pods[pod]?.node);
  const isHost = view.input.pods[pod]?.hostNetwork === true && !view.options.hostNetworkAsPod;
  return {
    direction,
    isolated: policies.some(({ tier }) => tier === "network"),
    policies: policies.map((policy) => explainedPolicy(policy, direction, objects)),
    enforcement: gap?.enforcement ?? view.plugin[direction],
    ...futureOf(explaining, pod, direction),
    workloads,
    outside,
    ...(direction === "egress" && !isHost ? { dns: dnsReach(view, pod) } : {}),
  };
}

/** Members by the policies that select them. */
function bySelection(view: NetworkView, { members }: Party): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const { endpoint } of members) {
    if (!("pod" in endpoint)) continue;
    const selecting = (["ingress", "egress"] as const).map((direction) =>
      policiesOn(view, endpoint.pod, direction).map(policyKey),
    );
    const key = JSON.stringify([selecting, view.input.pods[endpoint.pod]?.hostNetwork]);
    groups.set(key, [...(groups.get(key) ?? []), endpoint.pod]);
  }
  return [...groups.values()];
}

function servicesInFront({ model, view }: Explaining, pods: ReadonlySet<number>): readonly ServiceInFront[] {
  const objects = new Map(
    model.parts.services.objects.map((object) => [
      `${object.metadata.namespace ?? ""}/${object.metadata.name}`,
      object,
    ]),
  );
  return view.services.flatMap((service): ServiceInFront[] => {
    const backends = backendsOf(view.compiled, service).filter(({ pod }) => pods.has(pod));
    if (backends.length === 0) return [];
    const object = objects.get(`${service.namespace}/${service.name}`);
    const ingress = object === undefined ? undefined : ingressFor(model, refOf(object));
    return [
      {
        name: `${service.namespace}/${service.name}`,
        type: service.headless ? "headless" : service.type,
        ports: service.ports.map((own) => {
          const target = new Set(backends.filter(({ servicePort }) => servicePort === own).map(({ port }) => port));
          const { port, protocol, nodePort } = own;
          return { port, protocol, target: [...target], ...(nodePort === undefined ? {} : { nodePort }) };
        }),
        ...(ingress === undefined ? {} : { ingress }),
      },
    ];
  });
}

function explainPods(explaining: Explaining, party: Party, pods: readonly number[]): ExplainedPods {
  const { view } = explaining;
  const [first = -1] = pods;
  const some = {
    ...party,
    members: party.members.filter(({ endpoint }) => "pod" in endpoint && pods.includes(endpoint.pod)),
  };
  return {
    pods: pods.map((pod) => podName(view, pod)),
    hostNetwork: view.input.pods[first]?.hostNetwork === true && !view.options.hostNetworkAsPod,
    ingress: explainDirection(explaining, some, first, "ingress"),
    egress: explainDirection(explaining, some, first, "egress"),
  };
}

/** Explains a pod, a workload, or any pods a question can name. Throws PLIMSOLL_UNKNOWN_OBJECT for a name the input lacks. */
export function networkExplain(
  model: ClusterModel,
  question: { readonly subject: string; readonly namespace?: string; readonly verbose?: boolean },
): Answer<NetworkExplain> {
  const view = networkView(model);
  const explaining = { model, view, objects: new PolicyObjects(model) };
  const party = findParty({ model, view, namespace: question.namespace ?? "default" }, question.subject);
  const groups = bySelection(view, party).map((pods) => explainPods(explaining, party, pods));
  const numbers = party.members.flatMap(({ endpoint }) => ("pod" in endpoint ? endpoint.pod : []));
  const unseen = unseenFor(model, namespacesOf(view, [party]));
  const ways = waysIn(model, view);
  const noPods = numbers.length === 0 ? [`${party.label} is not pods: no policy can select it.`] : [];
  const data: NetworkExplain = {
    apiVersion: "plimsoll/v1",
    kind: "NetworkExplain",
    subject: party.label,
    certainty: certaintyOf(model, unseen),
    groups,
    services: servicesInFront(explaining, new Set(numbers)),
    waysIn: [...new Set(numbers.flatMap((pod) => ways.get(view.workloadOfPod[pod] ?? -1) ?? []))],
    notes: [...party.notes, ...noPods, ...refusedPolicies(model, view)],
    unseen,
  };
  return { data, document: explainDocument(model, view, data, question.verbose === true) };
}

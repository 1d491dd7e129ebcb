// Who a question is about: one end of the connections it asks for.
import { describeObject } from "../../../core/index.ts";
import type { NetworkView, NetworkWorkload } from "../../../checking/network/index.ts";
import type { Endpoint, ServiceInput } from "../../../engines/network-policy/index.ts";
import type { Family } from "../../../kubernetes/index.ts";

/** One pod, one node, or addresses no policy tells apart. */
export interface Member {
  readonly endpoint: Endpoint;
  readonly label: string;
  /** The addresses' family; absent for pods and nodes, which may have both or none yet. */
  readonly family?: Family;
  /** The addresses it stands for, where those are more than its endpoint's. */
  readonly ranges?: readonly AddressRange[];
}

/** All addresses from `first` to `last`. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** What a word of the question stands for. */
export interface Party {
  /** As the user wrote it. */
  readonly asked: string;
  /** `Deployment shop/web`, `the internet`. */
  readonly label: string;
  readonly kind: "pods" | "addresses" | "nodes" | "service";
  readonly members: readonly Member[];
  /** Asked through a Service: its ports are translated. */
  readonly service?: ServiceInput;
  /** The port that is meant where the question names none. */
  readonly usualPort?: number;
  readonly notes: readonly string[];
}

export function podName(view: NetworkView, pod: number): string {
  const { namespace = "", name = "" } = view.input.pods[pod] ?? {};
  return `${namespace}/${name}`;
}

/** `Deployment shop/web`: how people call what pods belong to. */
export function workloadLabel({ owner, namespace }: NetworkWorkload): string {
  return describeObject({ ...owner, namespace });
}

export function podMember(view: NetworkView, pod: number): Member {
  const workload = view.workloads[view.workloadOfPod[pod] ?? -1];
  if (workload?.seen === false) return { endpoint: { pod }, label: `pods of ${workloadLabel(workload)}` };
  return { endpoint: { pod }, label: `pod ${podName(view, pod)}` };
}

/** A party of pods. Finished ones have no network; they are left out unless there are no others. */
export function podsParty(view: NetworkView, asked: string, label: string, pods: readonly number[]): Party {
  const running = pods.filter((pod) => view.input.pods[pod]?.finished !== true);
  const asPods = running.length === 0 ? pods : running;
  const over = pods.length - running.length;
  const unseen = asPods.filter((pod) => view.workloads[view.workloadOfPod[pod] ?? -1]?.seen === false).length;
  const host = asPods.filter((pod) => view.input.pods[pod]?.hostNetwork === true).length;
  const notes = [
    over === 0
      ? undefined
      : `${over} ${over === 1 ? "pod" : "pods"} of ${label} ${over === 1 ? "has" : "have"} finished, and no network any more.`,
    unseen === 0 ? undefined : `No pod of ${label} was seen: the answer is about those its template will make.`,
    host === 0 || view.options.hostNetworkAsPod
      ? undefined
      : `${label} is on the network of its node, which policies do not select: its traffic is the node's.`,
  ].filter((note) => note !== undefined);
  return { asked, label, kind: "pods", members: asPods.map((pod) => podMember(view, pod)), notes };
}

// Workloads as policies are written for them: all templates of one owner, and the fewest lasting labels that select them.
import { objectKey } from "../../../core/index.ts";
import type { NetworkView, NetworkWorkload } from "../../../checking/network/index.ts";
import { workloadLabel } from "../question/party.ts";

/** Labels that a selector asks for, all of them. */
export type LabelPairs = Readonly<Record<string, string>>;

/** What one set of rules is written for. */
export interface Unit {
  readonly number: number;
  readonly namespace: string;
  readonly name: string;
  /** `Deployment` */
  readonly kind: string;
  /** `Deployment shop/web` */
  readonly label: string;
  /** Pods that policies can select. */
  readonly pods: readonly number[];
  /** Pods that are their node's address. */
  readonly hostPods: readonly number[];
  /** Fewest lasting labels that select its pods; none selects all pods of the namespace. */
  readonly selector: LabelPairs;
  /** Other workloads whose pods the selector also selects, because no lasting label tells them apart. */
  readonly alsoSelected: readonly string[];
}

/** All units, and which one each pod belongs to. */
export interface Units {
  readonly list: readonly Unit[];
  /** By pod; -1 for finished ones. */
  readonly ofPod: Int32Array;
}

/** Labels people tell workloads apart by, the usual ones first. */
const telling = [
  "app.kubernetes.io/name",
  "app",
  "k8s-app",
  "name",
  "app.kubernetes.io/component",
  "component",
  "app.kubernetes.io/instance",
  "instance",
  "role",
  "tier",
];
/** Labels that change with every release or belong to one pod only: no selector is built on them. */
const passing = /hash|checksum|revision|generation|(?:^|[./-])uid$|pod-name$|pod-index$|completion-index$|job-name$/i;
/** Labels that outlive a pod but not the next release: used only where nothing else tells workloads apart. */
const versions = /(?:^|\/)(?:version|chart|managed-by|heritage|date|build|commit|git[-.]?sha|created-by)$/i;

function rankOf(key: string): number {
  const place = telling.indexOf(key);
  if (place !== -1) return place;
  return versions.test(key) ? telling.length + 1 : telling.length;
}

interface Draft {
  readonly members: NetworkWorkload[];
  readonly pods: number[];
  readonly hostPods: number[];
}

function draftUnits({ workloads, input, options }: NetworkView): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const workload of workloads) {
    const alive = workload.pods.filter((pod) => input.pods[pod]?.finished !== true);
    if (alive.length === 0) continue;
    const onHost = workload.hostNetwork && !options.hostNetworkAsPod;
    const key = `${workload.namespace}/${objectKey(workload.owner)}`;
    const draft = drafts.get(key) ?? { members: [], pods: [], hostPods: [] };
    drafts.set(key, draft);
    draft.members.push(workload);
    for (const pod of alive) (onHost ? draft.hostPods : draft.pods).push(pod);
  }
  return [...drafts.values()];
}

/** Lasting labels that all its templates have, those people use most first. */
function candidates({ members }: Draft): readonly (readonly [string, string])[] {
  const selectable = members.filter(({ hostNetwork }) => !hostNetwork);
  const [first, ...others] = selectable.length === 0 ? members : selectable;
  const lone = first?.owner.kind === "Job";
  const lasting = Object.entries(first?.labels ?? {}).filter(
    ([key, value]) =>
      (!passing.test(key) || (lone && key.endsWith("job-name"))) &&
      others.every(({ labels }) => labels?.[key] === value),
  );
  return lasting.sort(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
}

/** Which drafts of one namespace have a label, in order. */
type LabelIndex = ReadonlyMap<string, ReadonlySet<number>>;

function indexLabels(drafts: readonly Draft[]): LabelIndex {
  const index = new Map<string, Set<number>>();
  for (const [number, { members, pods }] of drafts.entries()) {
    if (pods.length === 0) continue;
    for (const [key, value] of members.flatMap(({ labels }) => Object.entries(labels ?? {}))) {
      const known = index.get(`${key}=${value}`);
      if (known === undefined) index.set(`${key}=${value}`, new Set([number]));
      else known.add(number);
    }
  }
  return index;
}

function selected(index: LabelIndex, pairs: readonly (readonly [string, string])[]): readonly number[] {
  const sets = pairs.map(([key, value]) => index.get(`${key}=${value}`) ?? new Set<number>());
  const [smallest, ...others] = sets.sort((a, b) => a.size - b.size);
  return [...(smallest ?? [])].filter((number) => others.every((set) => set.has(number)));
}

/** The first label that is enough; else labels in order, without those that tell nothing. */
function fewest(
  index: LabelIndex,
  all: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  const alone = all.find((pair) => selected(index, [pair]).length <= 1);
  if (alone !== undefined) return [alone];
  const best = selected(index, all).length;
  let kept = all;
  for (const pair of all.toReversed()) {
    const without = kept.filter((other) => other !== pair);
    if (without.length > 0 && selected(index, without).length === best) kept = without;
  }
  return kept;
}

function unitsOfNamespace(drafts: readonly Draft[], first: number): Unit[] {
  const index = indexLabels(drafts);
  const nameOf = ({ members: [one] }: Draft): string => (one === undefined ? "" : workloadLabel(one));
  return drafts.flatMap((draft, at) => {
    const [one] = draft.members;
    if (one === undefined) return [];
    const pairs = fewest(index, candidates(draft));
    const others =
      pairs.length === 0 ? drafts.flatMap(({ pods }, n) => (pods.length > 0 ? n : [])) : selected(index, pairs);
    return {
      number: first + at,
      namespace: one.namespace,
      name: one.name,
      kind: one.owner.kind,
      label: workloadLabel(one),
      pods: draft.pods,
      hostPods: draft.hostPods,
      selector: Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1))),
      alsoSelected:
        draft.pods.length === 0 ? [] : others.filter((n) => n !== at).map((n) => nameOf(drafts[n] ?? draft)),
    };
  });
}

/** The units of a network, by namespace. Linear in labels, plus what labels shared by many workloads cost to intersect. */
export function generateUnits(view: NetworkView): Units {
  const byNamespace = new Map<string, Draft[]>();
  for (const draft of draftUnits(view)) {
    const namespace = draft.members[0]?.namespace ?? "";
    const known = byNamespace.get(namespace);
    if (known === undefined) byNamespace.set(namespace, [draft]);
    else known.push(draft);
  }
  const list: Unit[] = [];
  for (const [, drafts] of [...byNamespace].sort(([a], [b]) => (a < b ? -1 : 1)))
    list.push(...unitsOfNamespace(drafts, list.length));
  const ofPod = new Int32Array(view.input.pods.length).fill(-1);
  for (const { number, pods, hostPods } of list) for (const pod of [...pods, ...hostPods]) ofPod[pod] = number;
  return { list, ofPod };
}

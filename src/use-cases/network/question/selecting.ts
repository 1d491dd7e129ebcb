// Which pods a policy selects.
import type { NetworkView } from "../../../checking/network/index.ts";
import type { Direction, Policy } from "../../../engines/network-policy/index.ts";
import { matchesSelector, type Labels, type LabelSelector } from "../../../kubernetes/index.ts";

const byView = new WeakMap<NetworkView["input"], ReadonlyMap<string, Labels>>();

/** Labels of every namespace, with the one each has (kubernetes.io/metadata.name). */
export function namespaceLabels({ input }: NetworkView): ReadonlyMap<string, Labels> {
  const known = byView.get(input);
  if (known !== undefined) return known;
  const named = new Map<string, Labels>(input.pods.map(({ namespace }) => [namespace, undefined]));
  for (const { name, labels } of input.namespaces) named.set(name, labels);
  const labels = new Map(
    [...named].map(([name, own]): [string, Labels] => [name, { ...own, "kubernetes.io/metadata.name": name }]),
  );
  byView.set(input, labels);
  return labels;
}

/** Whether selectors of namespaces (or `own`) and pods choose a pod. */
function selects(
  view: NetworkView,
  { namespaces, pods }: { readonly namespaces: LabelSelector | "own"; readonly pods: LabelSelector },
  own: string | undefined,
  number: number,
): boolean {
  const pod = view.input.pods[number];
  if (pod === undefined || pod.finished || (pod.hostNetwork && !view.options.hostNetworkAsPod)) return false;
  const inside =
    namespaces === "own"
      ? pod.namespace === own
      : matchesSelector(namespaces, namespaceLabels(view).get(pod.namespace));
  return inside && matchesSelector(pods, pod.labels);
}

/** Policies that select a pod and speak of a direction, in the order they are asked. */
export function policiesOn(view: NetworkView, pod: number, direction: Direction): readonly Policy[] {
  const ranks = { admin: 0, network: 1, baseline: 2 } as const;
  return view.input.policies
    .filter((policy) => policy[direction] !== undefined && selects(view, policy.subject, policy.namespace, pod))
    .toSorted((a, b) => ranks[a.tier] - ranks[b.tier] || a.priority - b.priority || (a.name < b.name ? -1 : 1));
}

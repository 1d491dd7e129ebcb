// What the lints share: selections computed once, and findings gathered with a bound.
import {
  policyKey,
  type Direction,
  type PodInput,
  type Policy,
  type Rule,
} from "../../../engines/network-policy/index.ts";
import { matchesSelector, selectorKey, type LabelSelector } from "../../../kubernetes/index.ts";
import type { NetworkView } from "../../../checking/network/index.ts";
import type { ClusterModel } from "../../../model/index.ts";
import type { PolicyObjects } from "../question/policy-text.ts";
import { namespaceLabels } from "../question/selecting.ts";
import type { LintId, LintLevel } from "./lint-rules.ts";

export type Peer = Exclude<Rule["peers"], "any">[number];
export type PortMatch = Exclude<Rule["ports"], "any">[number];
type PodPeer = Extract<Peer, { kind: "pods" }>;

/** One thing found, before it is told. `policy` is the engine's key; absent for what is about the whole input. */
export interface LintHit {
  readonly id: LintId;
  readonly policy?: string;
  readonly path?: string;
  readonly message: string;
  /** Default: that of the id. */
  readonly level?: LintLevel;
}

/** One group of lints. */
export type Linter = (context: LintContext) => Iterable<LintHit>;

/** A rule with its place. */
export interface PlacedRule {
  readonly policy: Policy;
  readonly direction: Direction;
  readonly index: number;
  readonly rule: Rule;
  readonly path: string;
}

/** Labels beyond this are not looked through for one that is close. */
const mostPairs = 5_000;

/** Pods by namespace, and which pods selectors choose; each distinct selection is made once. */
export class LintContext {
  readonly model: ClusterModel;
  readonly view: NetworkView;
  readonly objects: PolicyObjects;
  /** Policies that are looked at; others count, but are not told about. */
  readonly policies: readonly Policy[];
  private readonly podsIn = new Map<string, number[]>();
  private readonly inputs = new WeakMap<readonly number[], readonly PodInput[]>();
  private readonly pairsIn = new Map<string | undefined, ReadonlySet<string>>();
  private readonly chosen = new Map<string, readonly number[]>();

  constructor(model: ClusterModel, view: NetworkView, objects: PolicyObjects, policies: readonly Policy[]) {
    this.model = model;
    this.view = view;
    this.objects = objects;
    this.policies = policies;
    for (const [number, { namespace, finished }] of view.input.pods.entries()) {
      if (finished) continue;
      const list = this.podsIn.get(namespace);
      if (list === undefined) this.podsIn.set(namespace, [number]);
      else list.push(number);
    }
  }

  /** Ordinary pods a subject or peer chooses; with `host`, those on the host network instead. */
  choose({ namespaces, pods }: Omit<PodPeer, "kind">, own: string | undefined, host = false): readonly number[] {
    const place = namespaces === "own" ? `own ${own ?? ""}` : selectorKey(namespaces);
    const key = `${String(host)}\n${place}\n${selectorKey(pods)}`;
    let numbers = this.chosen.get(key);
    if (numbers === undefined) {
      const places = namespaces === "own" ? [own ?? ""] : this.namespacesOf(namespaces);
      numbers = places.flatMap((name) => (this.podsIn.get(name) ?? []).filter((pod) => this.isChosen(pod, pods, host)));
      this.chosen.set(key, numbers);
    }
    return numbers;
  }

  private isChosen(number: number, selector: LabelSelector, host: boolean): boolean {
    const pod = this.view.input.pods[number];
    if (pod === undefined) return false;
    const onHost = pod.hostNetwork && !this.view.options.hostNetworkAsPod;
    return onHost === host && matchesSelector(selector, pod.labels);
  }

  /** Namespaces a selector matches. */
  namespacesOf(selector: LabelSelector): readonly string[] {
    return [...namespaceLabels(this.view)].flatMap(([name, labels]) => (matchesSelector(selector, labels) ? name : []));
  }

  /** `key=value` of all pods of a namespace, or of the cluster. */
  labelPairs(namespace: string | undefined): ReadonlySet<string> {
    const known = this.pairsIn.get(namespace);
    if (known !== undefined) return known;
    const pods = this.view.input.pods.filter((pod) => namespace === undefined || pod.namespace === namespace);
    const pairs = pods.flatMap(({ labels }) => Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`));
    const distinct = new Set(pairs.slice(0, mostPairs));
    this.pairsIn.set(namespace, distinct);
    return distinct;
  }

  subjectPods({ subject, namespace }: Policy): readonly number[] {
    return this.choose(subject, namespace);
  }

  /** Pods a rule can be about at its destination: the policy's own for ingress, else those of each peer; undefined for any. */
  destinations({ policy, direction, rule }: PlacedRule): readonly (readonly PodInput[])[] | undefined {
    if (direction === "ingress") return [this.inputsOf(this.subjectPods(policy))];
    if (rule.peers === "any") return undefined;
    return rule.peers.flatMap((peer) =>
      peer.kind === "pods" ? [this.inputsOf(this.choose(peer, policy.namespace))] : [],
    );
  }

  private inputsOf(numbers: readonly number[]): readonly PodInput[] {
    const inputs = this.inputs.get(numbers) ?? numbers.flatMap((number) => this.view.input.pods[number] ?? []);
    this.inputs.set(numbers, inputs);
    return inputs;
  }
}

/** Every rule of a policy. */
export function* rulesOf(policy: Policy): Generator<PlacedRule> {
  for (const direction of ["ingress", "egress"] as const) {
    for (const [index, rule] of (policy[direction] ?? []).entries())
      yield { policy, direction, index, rule, path: `spec.${direction}[${index}]` };
  }
}

/** `spec.egress[0].to[1]`: where a peer of a rule stands. */
export function peerPath({ direction, path }: PlacedRule, index: number): string {
  return `${path}.${direction === "ingress" ? "from" : "to"}[${index}]`;
}

export function hit(id: LintId, policy: Policy, path: string | undefined, message: string): LintHit {
  return { id, policy: policyKey(policy), ...(path === undefined ? {} : { path }), message };
}

// Policies and rules whose selectors nobody matches.
import { nearest } from "../../../core/index.ts";
import type { Policy } from "../../../engines/network-policy/index.ts";
import { isEmptySelector, type LabelSelector } from "../../../kubernetes/index.ts";
import { gapOf } from "../../../model/index.ts";
import { describePeer, describeSelector } from "../question/policy-text.ts";
import { hit, peerPath, rulesOf, type LintContext, type LintHit } from "./lint-context.ts";
import type { LintLevel } from "./lint-rules.ts";

/** Labels pods have that are close to those asked for. */
function closeLabels(context: LintContext, namespace: string | undefined, { matchLabels = {} }: LabelSelector): string {
  const pairs = context.labelPairs(namespace);
  const wanted = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const close = wanted.filter((pair) => !pairs.has(pair)).flatMap((pair) => nearest(pair, pairs, 1));
  return close.length === 0 ? "" : `; pods there have ${close.join(", ")}`;
}

/** Whether absence of pods proves anything; where only files were given, it is only good to know. */
function certainty({ model }: LintContext, namespace: string | undefined): LintLevel | undefined {
  const part = model.parts.pods;
  if (part.status === "given") return "info";
  return gapOf(part, namespace) === undefined ? "warning" : undefined;
}

function subjectPath({ kind }: Policy): string {
  return kind === "NetworkPolicy" ? "spec.podSelector" : "spec.subject";
}

function* hostHits(context: LintContext, policy: Policy): Generator<LintHit> {
  const host = context.choose(policy.subject, policy.namespace, true);
  if (host.length === 0 || context.view.options.hostNetworkAsPod) return;
  const names = host.slice(0, 3).map((pod) => context.view.input.pods[pod]?.name ?? "");
  const more = host.length > 3 ? ` and ${host.length - 3} more` : "";
  const message = `matches the labels of pods on the host network, which it does not limit: ${names.join(", ")}${more}`;
  yield hit("host-network-pods", policy, subjectPath(policy), message);
}

/** A policy in a namespace without pods, or one that is not there. */
function emptyPlace({ view }: LintContext, policy: Policy, namespace: string): LintHit | undefined {
  const places = new Set(view.input.pods.map((pod) => pod.namespace));
  if (places.has(namespace)) return undefined;
  if (view.input.namespaces.some(({ name }) => name === namespace)) {
    const message = `selects nothing: namespace ${namespace} has no pods`;
    return { ...hit("selects-nothing", policy, subjectPath(policy), message), level: "info" };
  }
  const [close] = nearest(namespace, places, 1);
  const hint = close === undefined ? "" : `; there is a namespace ${close}`;
  const message = `stands in namespace ${namespace}, which the input does not have${hint}`;
  return hit("namespace-missing", policy, "metadata.namespace", message);
}

function* subjectHits(context: LintContext, policy: Policy): Generator<LintHit> {
  yield* hostHits(context, policy);
  const { subject, namespace } = policy;
  const level = certainty(context, namespace);
  if (level === undefined || context.subjectPods(policy).length > 0) return;
  const nowhere = namespace === undefined ? undefined : emptyPlace(context, policy, namespace);
  if (nowhere !== undefined) {
    yield { ...nowhere, level: nowhere.level ?? level };
    return;
  }
  const selector = isEmptySelector(subject.pods) ? "" : ` with ${describeSelector(subject.pods)}`;
  const where =
    namespace === undefined ? describePeer(subject, undefined) : `pods${selector} in namespace ${namespace}`;
  const message = `selects nothing: there are no ${where}${closeLabels(context, namespace, subject.pods)}`;
  yield { ...hit("selects-nothing", policy, subjectPath(policy), message), level };
}

function* peerHits(context: LintContext, policy: Policy): Generator<LintHit> {
  if (certainty(context, undefined) !== "warning") return;
  for (const placed of rulesOf(policy)) {
    for (const [index, peer] of (placed.rule.peers === "any" ? [] : placed.rule.peers).entries()) {
      if (peer.kind !== "pods" || context.choose(peer, policy.namespace).length > 0) continue;
      const noPlace = peer.namespaces !== "own" && context.namespacesOf(peer.namespaces).length === 0;
      const why = noPlace ? "no namespace matches" : "no pod matches";
      const own = peer.namespaces === "own" ? policy.namespace : undefined;
      yield hit(
        "peer-selects-nothing",
        policy,
        peerPath(placed, index),
        `opens nothing, ${why}: ${describePeer(peer, policy.namespace)}${closeLabels(context, own, peer.pods)}`,
      );
    }
  }
}

/** All of them. */
export function* selectionLints(context: LintContext): Generator<LintHit> {
  for (const policy of context.policies) {
    yield* subjectHits(context, policy);
    yield* peerHits(context, policy);
  }
}

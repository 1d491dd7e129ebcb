// What can be told from the text of a policy alone.
import { isJsonObject, type JsonValue } from "../../../core/index.ts";
import { policyKey, type Policy } from "../../../engines/network-policy/index.ts";
import { formatIpAddress, parseIpAddress, type ObjectOfKind } from "../../../kubernetes/index.ts";
import { formatBlock } from "../question/policy-text.ts";
import { hit, peerPath, rulesOf, type LintContext, type LintHit } from "./lint-context.ts";

type NetworkPolicy = ObjectOfKind<"networkpolicies.networking.k8s.io">;

function* ignoredSections(policy: Policy, { spec = {} }: NetworkPolicy): Generator<LintHit> {
  const { policyTypes = [], ingress, egress } = spec;
  if (policyTypes.length === 0) {
    if (egress?.length === 0)
      yield hit(
        "egress-not-isolated",
        policy,
        "spec.egress",
        "is empty, and policyTypes is missing: egress stays open",
      );
    return;
  }
  const count = (rules: readonly unknown[]): string =>
    `${rules.length} ${rules.length === 1 ? "rule is" : "rules are"} ignored`;
  if (!policyTypes.includes("Ingress") && ingress !== undefined && ingress.length > 0)
    yield hit("ingress-rules-ignored", policy, "spec.ingress", `${count(ingress)}: policyTypes does not name Ingress`);
  if (!policyTypes.includes("Egress") && egress !== undefined && egress.length > 0)
    yield hit("egress-rules-ignored", policy, "spec.egress", `${count(egress)}: policyTypes does not name Egress`);
}

function hasOnly(peer: JsonValue | undefined, field: "namespaceSelector" | "podSelector"): boolean {
  if (!isJsonObject(peer)) return false;
  const set = Object.keys(peer).filter((key) => peer[key] !== null && peer[key] !== undefined);
  return set.length === 1 && set[0] === field;
}

function isRestricted(peer: JsonValue | undefined): boolean {
  const selector = isJsonObject(peer) ? peer["podSelector"] : undefined;
  return (
    isJsonObject(selector) &&
    Object.values(selector).some((part) =>
      Array.isArray(part) ? part.length > 0 : isJsonObject(part) && Object.keys(part).length > 0,
    )
  );
}

/** An item with a namespaceSelector alone right before one with a podSelector alone. */
function* twoDashes(policy: Policy, { spec = {} }: NetworkPolicy): Generator<LintHit> {
  const lists = [
    ...(spec.ingress ?? []).map(({ from }, index) => ({ path: `spec.ingress[${index}].from`, peers: from ?? [] })),
    ...(spec.egress ?? []).map(({ to }, index) => ({ path: `spec.egress[${index}].to`, peers: to ?? [] })),
  ];
  for (const { path, peers } of lists) {
    for (const [index, peer] of peers.entries()) {
      const before = peers[index - 1];
      if (!hasOnly(before, "namespaceSelector") || !hasOnly(peer, "podSelector") || !isRestricted(peer)) continue;
      const message = `names pods of the policy's own namespace beside the item before, which names every pod of those namespaces: either is enough`;
      yield hit("two-dashes", policy, `${path}[${index}]`, message);
    }
  }
}

function* hostBits(policy: Policy): Generator<LintHit> {
  for (const placed of rulesOf(policy)) {
    for (const [index, peer] of (placed.rule.peers === "any" ? [] : placed.rule.peers).entries()) {
      if (peer.kind !== "addresses") continue;
      for (const { cidr, except } of peer.blocks) {
        for (const block of [cidr, ...except].filter((one) => one.hostBits)) {
          const range = `${formatIpAddress({ family: block.family, value: block.first })} to ${formatIpAddress({ family: block.family, value: block.last })}`;
          yield hit(
            "cidr-host-bits",
            policy,
            peerPath(placed, index),
            `has an address with bits beyond its mask: it is ${formatBlock(block)}, ${range}`,
          );
        }
      }
    }
  }
}

/** Whether pods or nodes have addresses of both families. */
function isDualStack({ view }: LintContext): boolean {
  const both = (texts: readonly string[]): boolean =>
    new Set(texts.flatMap((text) => parseIpAddress(text)?.family ?? [])).size === 2;
  return view.input.pods.some(({ ips }) => both(ips)) || view.input.nodes.some(({ addresses }) => both(addresses));
}

function* oneFamily(policy: Policy): Generator<LintHit> {
  for (const direction of ["ingress", "egress"] as const) {
    const peers = (policy[direction] ?? []).flatMap((rule) => (rule.peers === "any" ? [] : rule.peers));
    const families = new Set(
      peers.flatMap((peer) => (peer.kind === "addresses" ? peer.blocks.map(({ cidr }) => cidr.family) : [])),
    );
    const [family] = families;
    if (families.size !== 1 || (policy[direction] ?? []).some(({ peers: all }) => all === "any")) continue;
    const other = family === 4 ? "IPv6" : "IPv4";
    yield hit("one-family", policy, `spec.${direction}`, `has blocks of IPv${family} only: ${other} stays closed here`);
  }
}

/** All of them. */
export function* shapeLints(context: LintContext): Generator<LintHit> {
  const dual = isDualStack(context);
  for (const policy of context.policies) {
    const object = context.objects.of(policyKey(policy));
    if (policy.kind === "NetworkPolicy" && object !== undefined) {
      yield* ignoredSections(policy, object);
      yield* twoDashes(policy, object);
    }
    yield* hostBits(policy);
    if (dual) yield* oneFamily(policy);
  }
}

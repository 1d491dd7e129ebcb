// Network policies that refuse what no other policy allows.
import { isJsonObject, type JsonValue } from "../core/index.ts";
import { isEmptySelector, isWideRange, type ObjectOfKind } from "../kubernetes/index.ts";

type Policy = ObjectOfKind<"networkpolicies.networking.k8s.io">;
type Direction = "ingress" | "egress";
type Rule = {
  readonly ports?: readonly JsonValue[];
  readonly from?: readonly JsonValue[];
  readonly to?: readonly JsonValue[];
};

/** Without policyTypes a policy limits what comes in, and what goes out if it has rules for that (SetDefaults_NetworkPolicy). */
function limits({ spec = {} }: Policy, direction: Direction): boolean {
  const { policyTypes = [], egress = [] } = spec;
  const types = policyTypes.length > 0 ? policyTypes : egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
  return types.includes(direction === "ingress" ? "Ingress" : "Egress");
}

function isNone(list: JsonValue | undefined): boolean {
  return list === undefined || list === null || (Array.isArray(list) && list.length === 0);
}

function isWideText(cidr: JsonValue | undefined): boolean {
  return typeof cidr === "string" && isWideRange(cidr);
}

/** A peer that is every pod of the cluster, or every address. */
function isAnybody(peer: JsonValue): boolean {
  if (!isJsonObject(peer)) return false;
  const { ipBlock, namespaceSelector, podSelector = {} } = peer;
  if (isJsonObject(ipBlock)) return isNone(ipBlock["except"]) && isWideText(ipBlock["cidr"]);
  return [namespaceSelector, podSelector].every((one) => isJsonObject(one) && isEmptySelector(one));
}

/** Lets anybody through on every port: a policy with such a rule refuses next to nothing. */
function isOpen({ ports = [], from, to }: Rule): boolean {
  const peers = from ?? to ?? [];
  return ports.length === 0 && (peers.length === 0 || peers.some(isAnybody));
}

/**
 * Whether a policy refuses what no other allows: it selects every pod of its namespace, limits the direction, and has no
 * rule that lets anybody through on every port. Linear in its rules.
 */
export function isDefaultDeny(policy: Policy, direction: Direction): boolean {
  if (!isEmptySelector(policy.spec?.podSelector ?? {}) || !limits(policy, direction)) return false;
  return !(policy.spec?.[direction] ?? []).some(isOpen);
}

/** Numbers of the rules of one direction that let anybody through on every port; none where the policy does not limit it. */
export function openRules(policy: Policy, direction: Direction): readonly number[] {
  if (!limits(policy, direction)) return [];
  return (policy.spec?.[direction] ?? []).flatMap((rule, index) => (isOpen(rule) ? index : []));
}

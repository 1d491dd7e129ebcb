// Namespaces whose pods accept, or open, any connection.
import { defineCheck } from "../../checking/index.ts";
import { isJsonObject, type JsonValue } from "../../core/index.ts";
import { isEmptySelector, isWideRange, refOf, type ObjectOfKind } from "../../kubernetes/index.ts";
import { policiesIn } from "../../model/index.ts";

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

/** A peer that is every pod of the cluster, or every address. */
function isAnybody(peer: JsonValue): boolean {
  if (!isJsonObject(peer)) return false;
  const { ipBlock, namespaceSelector, podSelector = {} } = peer;
  if (isJsonObject(ipBlock)) return isNone(ipBlock["except"]) && isWideRange(String(ipBlock["cidr"]));
  return [namespaceSelector, podSelector].every((one) => isJsonObject(one) && isEmptySelector(one));
}

/** Lets anybody through on every port: a policy with such a rule refuses next to nothing. */
function isOpen({ ports = [], from, to }: Rule): boolean {
  const peers = from ?? to ?? [];
  return ports.length === 0 && (peers.length === 0 || peers.some(isAnybody));
}

/** Selects every pod of its namespace, and has no rule that lets anybody through. */
function isDefaultDeny(policy: Policy, direction: Direction): boolean {
  if (!isEmptySelector(policy.spec?.podSelector ?? {}) || !limits(policy, direction)) return false;
  return !(policy.spec?.[direction] ?? []).some(isOpen);
}

export const namespaceWithoutDefaultDeny = defineCheck({
  id: "namespace-without-default-deny",
  domain: "network",
  title: "Namespace has no default-deny network policy",
  severity: "medium",
  rationale:
    "A pod that no NetworkPolicy selects accepts connections from every pod of the cluster and opens connections to anywhere. A policy that selects all pods of a namespace turns that around: what is not allowed is refused, also for pods that will be added.",
  remediation:
    "Create a NetworkPolicy with an empty podSelector, both policyTypes and no rules, and further ones for the connections that are needed. Whether policies are enforced depends on the network plugin.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies"],
  reads: [
    { part: "namespaces", as: "each" },
    { part: "networkpolicies.networking.k8s.io", as: "all", within: "namespace" },
  ],
  options: {
    exempt: {
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: "Namespaces that are left open.",
    },
  },
  messages: {
    ingress: "pods of {namespace} accept any connection unless a policy selects them",
    egress: "pods of {namespace} open any connection unless a policy selects them",
    denied: "policy {policy} refuses what no other policy of {namespace} allows",
  },
  *run(model, context) {
    const judged = model.parts.namespaces.objects.filter(
      ({ metadata }) => !context.options.exempt.includes(metadata.name),
    );
    for (const { object, namespace } of context.each(
      judged.map((one) => ({ object: one, namespace: one.metadata.name })),
    )) {
      for (const direction of ["ingress", "egress"] as const) {
        const policy = policiesIn(model, namespace).find((one) => isDefaultDeny(one, direction));
        const severity = direction === "ingress" ? "medium" : "low";
        if (policy === undefined)
          yield {
            object: refOf(object),
            message: direction,
            severity,
            data: { namespace },
            evidence: [{ source: "absence", text: `no policy selects all pods for ${direction}` }],
          };
        else
          yield {
            object: refOf(object),
            message: "denied",
            outcome: "pass",
            severity,
            data: { namespace, policy: policy.metadata.name },
            evidence: [{ source: "object", object: refOf(policy), text: `selects all pods for ${direction}` }],
          };
      }
    }
  },
});

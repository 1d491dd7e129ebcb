// Policies that let in namespaces by labels which others may set.
import { defineCheck } from "../../checking/index.ts";
import { isJsonObject, type JsonValue } from "../../core/index.ts";
import { refOf } from "../../kubernetes/index.ts";

const nameLabel = "kubernetes.io/metadata.name";

/** Keys a namespaceSelector asks for, unless it asks for the name, which nobody can give to another namespace. */
function trustedKeys(peer: JsonValue): readonly string[] {
  const selector = isJsonObject(peer) ? peer["namespaceSelector"] : undefined;
  if (!isJsonObject(selector)) return [];
  const { matchLabels, matchExpressions } = selector;
  const labels = isJsonObject(matchLabels) ? Object.keys(matchLabels) : [];
  const expressions = Array.isArray(matchExpressions)
    ? (matchExpressions as readonly JsonValue[]).filter(isJsonObject)
    : [];
  const named =
    labels.includes(nameLabel) || expressions.some(({ key, operator }) => key === nameLabel && operator === "In");
  if (named) return [];
  return [...labels, ...expressions.flatMap(({ key }) => (typeof key === "string" ? key : []))];
}

export const networkPolicyTrustsLabels = defineCheck({
  id: "network-policy-trusts-labels",
  domain: "network",
  title: "Network policy lets namespaces in by labels that can be set",
  severity: "low",
  rationale:
    "Whoever may create or change a namespace may give it any label, and with it the connections policies allow to that label; NotIn and DoesNotExist even let in namespaces without labels. Only kubernetes.io/metadata.name is set by the API server and always true.",
  remediation:
    "Select namespaces by kubernetes.io/metadata.name, or see to it that only administrators may create and label namespaces.",
  references: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-namespace-by-its-name",
  ],
  reads: [{ part: "networkpolicies.networking.k8s.io", as: "each" }],
  messages: { trusted: "namespaces may connect by the label {label}, which whoever labels a namespace can set" },
  *run(model, context) {
    for (const policy of context.each(model.parts["networkpolicies.networking.k8s.io"].objects)) {
      for (const [index, { from = [] }] of (policy.spec?.ingress ?? []).entries()) {
        for (const [at, peer] of from.entries()) {
          const [label] = trustedKeys(peer);
          if (label === undefined) continue;
          const path = `spec.ingress[${index}].from[${at}].namespaceSelector`;
          const evidence = [
            { source: "field", path, text: `the selector asks for ${label} and not for ${nameLabel}` },
          ] as const;
          yield { object: refOf(policy), message: "trusted", path, data: { label }, evidence };
        }
      }
    }
  },
});

// Namespaces whose pods accept, or open, any connection.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import type { ObjectRef } from "../../core/index.ts";
import { denyingPolicies, tierReads } from "../../checking/network/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { workloads, type ClusterModel } from "../../model/index.ts";

/** Every namespace there is, and those only workloads tell of, by name. */
function namespacesOf(model: ClusterModel): ReadonlyMap<string, ObjectRef> {
  const used = workloads(model).map(({ namespace: name }): [string, ObjectRef] => [
    name,
    { apiVersion: "v1", kind: "Namespace", name },
  ]);
  const named = model.parts.namespaces.objects.map((object): [string, ObjectRef] => [
    object.metadata.name,
    refOf(object),
  ]);
  return new Map([...used, ...named].sort(([a], [b]) => (a < b ? -1 : 1)));
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
    ...workloadReads,
    { part: "namespaces", as: "each" },
    { part: "networkpolicies.networking.k8s.io", as: "all", within: "namespace" },
    ...tierReads,
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
    const { exempt } = context.options;
    const judged = Array.from(namespacesOf(model), ([namespace, object]) => ({ namespace, object }));
    const denying = denyingPolicies(model);
    for (const { namespace, object } of context.each(judged.filter((one) => !exempt.includes(one.namespace)))) {
      for (const direction of ["ingress", "egress"] as const) {
        const policy = denying(namespace, direction);
        const severity = direction === "ingress" ? "medium" : "low";
        if (policy === undefined) {
          const evidence = [{ source: "absence", text: `no policy selects all pods for ${direction}` }] as const;
          yield { object, message: direction, severity, data: { namespace }, evidence };
          continue;
        }
        const data = { namespace, policy: policy.metadata.name };
        const evidence = [
          { source: "object", object: refOf(policy), text: `selects all pods for ${direction}` },
        ] as const;
        yield { object, message: "denied", outcome: "pass", severity, data, evidence };
      }
    }
  },
});

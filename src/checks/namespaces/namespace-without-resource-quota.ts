// Namespaces that may use all of the cluster.
import { defineCheck } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";

export const namespaceWithoutResourceQuota = defineCheck({
  id: "namespace-without-resource-quota",
  domain: "namespaces",
  title: "Namespace has no ResourceQuota",
  severity: "low",
  rationale:
    "Without a quota whoever may create objects in a namespace, or takes over a controller there, can use up the nodes, and fill the store of the API server, for everybody.",
  remediation: "Create a ResourceQuota for CPU, memory and the number of objects.",
  references: ["https://kubernetes.io/docs/concepts/policy/resource-quotas/"],
  reads: [
    { part: "namespaces", as: "each" },
    { part: "resourcequotas", as: "all", within: "namespace" },
  ],
  options: {
    exempt: {
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: "Namespaces that need no quota.",
    },
  },
  messages: { missing: "nothing limits what namespace {namespace} may use" },
  *run(model, context) {
    const limited = new Set(model.parts.resourcequotas.objects.map(({ metadata }) => metadata.namespace));
    const judged = model.parts.namespaces.objects.filter(
      ({ metadata }) => !context.options.exempt.includes(metadata.name),
    );
    for (const { object, namespace } of context.each(
      judged.map((one) => ({ object: one, namespace: one.metadata.name })),
    )) {
      if (limited.has(namespace)) continue;
      yield {
        object: refOf(object),
        message: "missing",
        data: { namespace },
        evidence: [{ source: "absence", text: `all quotas of ${namespace} were listed, and there is none` }],
      };
    }
  },
});

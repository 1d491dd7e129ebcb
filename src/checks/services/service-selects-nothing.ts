// Services without anything behind them.
import { defineCheck } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { serviceSelection, workloadParts } from "../../model/index.ts";

export const serviceSelectsNothing = defineCheck({
  id: "service-selects-nothing",
  domain: "services",
  title: "Service selects no pods",
  severity: "info",
  rationale:
    "A name that leads nowhere is a name to be taken: whoever may create pods in the namespace gets its traffic, and its credentials, by giving a pod the right labels. Often it is what is left of a program that somebody still calls.",
  remediation: "Delete the Service, or correct its selector.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/service/"],
  reads: [
    { part: "services", as: "each" },
    ...workloadParts.map((part) => ({ part, as: "all", within: "namespace" }) as const),
  ],
  messages: { nothing: "no pod of namespace {namespace} has the labels {selector}" },
  *run(model, context) {
    const selection = serviceSelection(model);
    for (const service of context.each(model.parts.services.objects)) {
      const { selector = {}, type } = service.spec ?? {};
      const labels = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
      if (type === "ExternalName" || labels.length === 0 || selection.workloadsOf(refOf(service)).length > 0) continue;
      yield {
        object: refOf(service),
        message: "nothing",
        path: "spec.selector",
        data: { namespace: service.metadata.namespace ?? "default", selector: labels.join(", ") },
        evidence: [
          {
            source: "absence",
            path: "spec.selector",
            text: "no workload of the namespace has a pod template with these labels",
          },
        ],
      };
    }
  },
});

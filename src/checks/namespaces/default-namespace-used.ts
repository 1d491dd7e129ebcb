// Workloads in the namespace that is there from the start.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { workloads } from "../../model/index.ts";

export const defaultNamespaceUsed = defineCheck({
  id: "default-namespace-used",
  domain: "namespaces",
  title: "Workload runs in the namespace default",
  severity: "low",
  rationale:
    "What nobody chose a namespace for ends up in default. Rights, quotas, network policies and Pod Security Standards are given by namespace, so what shares default shares them, with everything that got there by mistake.",
  remediation: "Create a namespace for each application or team, and move the workload there.",
  references: ["https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"],
  reads: workloadReads,
  messages: { used: "the workload runs in the namespace default" },
  *run(model, context) {
    // Files leave the namespace to whoever applies them.
    if (model.parts.pods.status === "given") return;
    for (const { namespace, ref } of context.each(workloads(model))) {
      if (namespace !== "default") continue;
      const path = "metadata.namespace";
      yield {
        object: ref,
        message: "used",
        path,
        evidence: [{ source: "field", path, value: namespace, text: "the namespace of the workload" }],
      };
    }
  },
});

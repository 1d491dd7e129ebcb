// Containers that get traffic before, and after, they can serve it.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { lastingContainers } from "../../kubernetes/index.ts";
import { serviceSelection, workloads } from "../../model/index.ts";

export const readinessProbeMissing = defineCheck({
  id: "readiness-probe-missing",
  domain: "workloads",
  title: "Pod behind a service has no readiness probe",
  severity: "info",
  rationale:
    "A Service sends traffic to every pod that is ready, and without a probe a pod is ready as soon as its containers run. Requests then fail while a program starts, and go on failing when it hangs; a rollout of something broken is not stopped.",
  remediation: "Give at least one container of the pod a readinessProbe that asks what a user would ask.",
  references: ["https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/"],
  reads: [...workloadReads, { part: "services", as: "each" }],
  messages: { missing: "service {service} sends traffic to pods without a readiness probe" },
  *run(model, context) {
    const selection = serviceSelection(model);
    for (const workload of context.each(workloads(model))) {
      const { spec, ref, prefix } = workload;
      if (lastingContainers(spec).some(({ container }) => container.readinessProbe !== undefined)) continue;
      const service = selection.firstOf(ref);
      if (service === undefined) continue;
      const path = `${prefix}spec.containers[0].readinessProbe`;
      yield {
        object: ref,
        message: "missing",
        path,
        data: { service: service.metadata.name },
        evidence: [{ source: "absence", path, text: "no container of the pod has a readiness probe" }],
      };
    }
  },
});

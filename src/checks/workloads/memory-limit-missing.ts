// Containers that may use all the memory of their node.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { workloads } from "../../model/index.ts";

export const memoryLimitMissing = defineCheck({
  id: "memory-limit-missing",
  domain: "workloads",
  title: "Container has no memory limit",
  severity: "low",
  rationale:
    "Without a limit one container, by a leak or because somebody makes it, can use all the memory of its node. The kernel then kills processes of other pods, and the kubelet evicts them.",
  remediation:
    "Set resources.limits.memory for every container, or for the pod; a LimitRange can give a default to all containers of a namespace.",
  references: ["https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"],
  reads: workloadReads,
  messages: { missing: "container {container} has no memory limit" },
  *run(model, context) {
    for (const workload of context.each(workloads(model))) {
      const { spec, prefix, ref } = workload;
      if (spec.resources?.limits?.["memory"] !== undefined) continue;
      for (const [index, { name = "", resources }] of (spec.containers ?? []).entries()) {
        if (resources?.limits?.["memory"] !== undefined) continue;
        const path = `${prefix}spec.containers[${index}].resources.limits.memory`;
        yield {
          object: ref,
          message: "missing",
          path,
          data: { container: name },
          evidence: [{ source: "absence", path, text: "neither the container nor the pod has a memory limit" }],
        };
      }
    }
  },
});

// Containers that may use all the memory of their node.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { lastingContainers, type ObjectOfKind } from "../../kubernetes/index.ts";
import { gapOf, hasDefaultLimit, workloads, type Part, type Workload } from "../../model/index.ts";

/** Whether pods run the template as it is: defaults come in when a pod is created, and would stand in it. */
function runs({ pods }: Workload): boolean {
  return pods.some((pod) => (pod as ObjectOfKind<"pods">).status?.phase !== undefined);
}

/** Files say what they hold; of a cluster, what was not listed may be there. */
function isUnseen(part: Part<unknown>, namespace: string): boolean {
  return part.status !== "given" && gapOf(part, namespace) !== undefined;
}

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
  reads: [...workloadReads, { part: "limitranges", as: "each" }],
  messages: {
    missing: "container {container} has no memory limit",
    unseen: "container {container} has no memory limit; whether its namespace gives it one was not seen",
  },
  *run(model, context) {
    for (const workload of context.each(workloads(model))) {
      const { spec, prefix, ref, namespace } = workload;
      if (spec.resources?.limits?.["memory"] !== undefined) continue;
      const running = runs(workload);
      if (!running && hasDefaultLimit(model, namespace, "memory")) continue;
      const unseen = !running && isUnseen(model.parts.limitranges, namespace);
      for (const { container, field, index } of lastingContainers(spec)) {
        if (container.resources?.limits?.["memory"] !== undefined) continue;
        const path = `${prefix}spec.${field}[${index}].resources.limits.memory`;
        const text = "neither the container nor the pod has a memory limit";
        yield {
          object: ref,
          message: unseen ? "unseen" : "missing",
          ...(unseen ? { outcome: "unknown" } : {}),
          path,
          data: { container: container.name ?? "" },
          evidence: [{ source: "absence", path, text }],
        };
      }
    }
  },
});

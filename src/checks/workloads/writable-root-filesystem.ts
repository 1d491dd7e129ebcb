// Containers whose program can be replaced while it runs.
import { defineCheck, fixField, workloadReads } from "../../checking/index.ts";
import { placedContainers } from "../../kubernetes/index.ts";
import { workloads } from "../../model/index.ts";

export const writableRootFilesystem = defineCheck({
  id: "writable-root-filesystem",
  domain: "workloads",
  title: "Container can write to its root filesystem",
  severity: "low",
  rationale:
    "Whoever takes over a container first brings tools along or changes what runs there. With a read-only root filesystem both have to go to a volume, where little is executable and less is expected.",
  remediation:
    "Set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where the program has to write, such as /tmp.",
  references: ["https://kubernetes.io/docs/tasks/configure-pod-container/security-context/"],
  reads: workloadReads,
  messages: { writable: "container {container} can write to its root filesystem" },
  *run(model, context) {
    for (const workload of context.each(workloads(model))) {
      const { spec, prefix, ref, object } = workload;
      // Windows does not know the field.
      if (spec.os?.name === "windows") continue;
      for (const { container, field, index } of placedContainers(spec)) {
        const readOnly = container.securityContext?.readOnlyRootFilesystem;
        if (readOnly === true || field === "ephemeralContainers") continue;
        const path = `${prefix}spec.${field}[${index}].securityContext.readOnlyRootFilesystem`;
        const source = readOnly === undefined ? "default" : "field";
        yield {
          object: ref,
          message: "writable",
          path,
          data: { container: container.name ?? "" },
          evidence: [{ source, path, value: false, text: "the root filesystem is not read-only" }],
          fix: fixField(object, {
            path,
            value: true,
            note: "The program may need an emptyDir where it writes, such as /tmp.",
          }),
        };
      }
    }
  },
});

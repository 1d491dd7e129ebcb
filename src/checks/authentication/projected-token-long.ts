// Pods that ask for tokens which outlast the day.
import { defineCheck, fieldEvidence, fixField, workloadReads } from "../../checking/index.ts";
import { workloads } from "../../model/index.ts";

export const projectedTokenLong = defineCheck({
  id: "projected-token-long",
  domain: "authentication",
  title: "Pod asks for a token that lasts long",
  severity: "low",
  rationale:
    "The kubelet renews a projected token long before it ends, so a short one costs nothing. A long one is what somebody who reads the volume once, or finds it in a backup, can go on using.",
  remediation: "Set expirationSeconds to an hour, which is also the default, and let the program read the file anew.",
  references: [
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#launch-a-pod-using-service-account-token-projection",
  ],
  reads: workloadReads,
  options: { longest: { default: 86_400, description: "the longest time a token may be asked for, in seconds" } },
  messages: { long: "asks for a token for {audience} that lasts {hours} hours" },
  *run(model, context) {
    for (const workload of context.each(workloads(model))) {
      for (const [index, { projected }] of (workload.spec.volumes ?? []).entries()) {
        for (const [at, { serviceAccountToken: token }] of (projected?.sources ?? []).entries()) {
          const seconds = Number(token?.expirationSeconds ?? 3600);
          if (seconds <= context.options.longest) continue;
          const field = `spec.volumes[${index}].projected.sources[${at}].serviceAccountToken.expirationSeconds`;
          const path = `${workload.prefix}${field}`;
          yield {
            object: workload.ref,
            message: "long",
            path,
            data: { audience: token?.audience ?? "the API server", hours: Math.round(seconds / 3600) },
            evidence: [fieldEvidence(path, seconds, "the time the token is asked for, in seconds")],
            fix: fixField(workload.object, { path, value: 3600 }),
          };
        }
      }
    }
  },
});

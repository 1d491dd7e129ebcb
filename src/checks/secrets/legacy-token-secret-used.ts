// Pods that live on tokens without an end.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { secretReferences, workloads } from "../../model/index.ts";

export const legacyTokenSecretUsed = defineCheck({
  id: "legacy-token-secret-used",
  domain: "secrets",
  title: "Pod is handed a service account token that never expires",
  severity: "medium",
  rationale:
    "The token in such a Secret outlives the pod: whoever reads it from the pod, from a crash report or from a backup can use it from anywhere until the Secret is deleted. The token a pod is given by itself ends with the pod, after an hour at the latest unless it is renewed. That the Secret is in use also keeps it from being cleaned up.",
  remediation:
    "Let the pod use the token it is given, or a projected serviceAccountToken volume with the audience it needs; then delete the Secret.",
  references: [
    "https://kubernetes.io/docs/concepts/security/service-accounts/#alternatives",
    "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#launch-a-pod-using-service-account-token-projection",
  ],
  reads: [...workloadReads, { part: "secrets", as: "all", within: "namespace" }],
  // Until BoundServiceAccountTokenVolume (GA in 1.22) every pod got such a token by default.
  versions: { since: "1.22" },
  messages: { used: "uses secret {secret}, which holds a token of service account {account} that never expires" },
  *run(model, context) {
    const tokens = new Map(
      model.parts.secrets.objects
        .filter(({ type }) => type === "kubernetes.io/service-account-token")
        .map((secret) => [`${secret.metadata.namespace}/${secret.metadata.name}`, secret] as const),
    );
    for (const workload of context.each(workloads(model))) {
      const reported = new Set<string>();
      for (const { name, path } of secretReferences(workload)) {
        const secret = tokens.get(`${workload.namespace}/${name}`);
        if (secret === undefined || reported.has(name)) continue;
        reported.add(name);
        const account = secret.metadata.annotations?.["kubernetes.io/service-account.name"] ?? "unknown";
        yield {
          object: workload.ref,
          message: "used",
          path,
          data: { secret: name, account },
          evidence: [
            { source: "field", path, value: name, text: "the reference to the Secret" },
            { source: "object", object: refOf(secret), text: "its type is kubernetes.io/service-account-token" },
          ],
        };
      }
    }
  },
});

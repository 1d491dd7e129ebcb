// Secrets handed to programs as environment variables.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { placedContainers, type Container } from "../../kubernetes/index.ts";
import { workloads } from "../../model/index.ts";

function* secretsOf({
  env = [],
  envFrom = [],
}: Container): Iterable<{ readonly path: string; readonly secret: string }> {
  for (const [index, { valueFrom }] of env.entries()) {
    const secret = valueFrom?.secretKeyRef?.name;
    if (secret !== undefined) yield { path: `env[${index}].valueFrom.secretKeyRef`, secret };
  }
  for (const [index, { secretRef }] of envFrom.entries())
    if (secretRef?.name !== undefined) yield { path: `envFrom[${index}].secretRef`, secret: secretRef.name };
}

export const secretAsEnvironmentVariable = defineCheck({
  id: "secret-as-environment-variable",
  domain: "secrets",
  title: "Secret is handed over as an environment variable",
  severity: "info",
  rationale:
    "Variables are inherited by every child process, show up in crash reports and debug pages, and keep their old value until the pod is replaced. A mounted file can be limited to one process and follows changes of the Secret.",
  remediation: "Mount the Secret as a volume and let the program read the file.",
  references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/#developers"],
  reads: workloadReads,
  messages: { variable: "container {container} gets secret {secret} as environment variables" },
  *run(model, context) {
    for (const { spec, prefix, ref } of context.each(workloads(model))) {
      for (const { container, field, index } of placedContainers(spec)) {
        const seen = new Set<string>();
        for (const { path, secret } of secretsOf(container)) {
          if (seen.has(secret)) continue;
          seen.add(secret);
          const at = `${prefix}spec.${field}[${index}].${path}`;
          yield {
            object: ref,
            message: "variable",
            path: at,
            data: { container: container.name ?? "", secret },
            evidence: [{ source: "field", path: at, value: secret, text: "the reference to the Secret" }],
          };
        }
      }
    }
  },
});

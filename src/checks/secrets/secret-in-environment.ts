// Credentials written into pod templates: variables, command lines, probes and lifecycle hooks.
import { containerLiterals, defineCheck, workloadReads, type ContainerLiteral } from "../../checking/index.ts";
import type { Finding, Severity } from "../../core/index.ts";
import type { Confidence } from "../../engines/secret-detection/index.ts";
import { placedContainers, type Container } from "../../kubernetes/index.ts";
import { workloads } from "../../model/index.ts";

const severityOf: Readonly<Record<Confidence, Severity>> = { certain: "high", likely: "medium", possible: "low" };

function finding(
  object: Finding["object"],
  container: Container,
  place: string,
  { path, name, literal }: ContainerLiteral,
): Finding<"literal"> {
  const { looksLike = "", confidence = "possible", length } = literal;
  const text = `the value of ${length} characters looks like: ${looksLike} (${confidence})`;
  return {
    object,
    message: "literal",
    severity: severityOf[confidence],
    path: `${place}.${path}`,
    data: { name, looksLike, container: container.name ?? "" },
    evidence: [{ source: "field", path: `${place}.${path}`, text }],
  };
}

export const secretInEnvironment = defineCheck({
  id: "secret-in-environment",
  domain: "secrets",
  title: "Credential is written into a pod template",
  severity: "high",
  rationale:
    "A value in a pod template can be read by everybody who may read the workload, and stands in every copy: the repository it came from, release histories, dumps and logs. Changing it means a rollout, so it rarely changes.",
  remediation:
    "Replace the credential, put the new one into a Secret, and refer to that with secretKeyRef or, better, mount it as a file.",
  references: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
  reads: workloadReads,
  messages: { literal: "{name} of container {container} looks like a credential: {looksLike}" },
  *run(model, context) {
    for (const { spec, prefix, ref } of context.each(workloads(model))) {
      for (const { container, field, index } of placedContainers(spec)) {
        for (const found of containerLiterals(container))
          if (found.literal.looksLike !== undefined)
            yield finding(ref, container, `${prefix}spec.${field}[${index}]`, found);
      }
    }
  },
});

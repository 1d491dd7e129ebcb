// Pods that ask for Secrets which do not exist.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { secretReferences, workloads } from "../../model/index.ts";

export const secretReferenceMissing = defineCheck({
  id: "secret-reference-missing",
  domain: "secrets",
  title: "Pod refers to a Secret that does not exist",
  severity: "low",
  rationale:
    "The pod does not start, or will not when it is next replaced. And whoever may create Secrets in the namespace decides what the program gets when one of that name appears.",
  remediation: "Create the Secret, correct its name, or mark the reference as optional.",
  references: ["https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist"],
  reads: [...workloadReads, { part: "secrets", as: "all", within: "namespace" }],
  messages: { missing: "there is no Secret {secret} in namespace {namespace}" },
  *run(model, context) {
    const known = new Set(model.parts.secrets.objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
    for (const workload of context.each(workloads(model))) {
      const { namespace, ref } = workload;
      const reported = new Set<string>();
      for (const { name, path, optional } of secretReferences(workload)) {
        if (optional || known.has(`${namespace}/${name}`) || reported.has(name)) continue;
        reported.add(name);
        yield {
          object: ref,
          message: "missing",
          path,
          data: { secret: name, namespace },
          evidence: [
            {
              source: "absence",
              path,
              value: name,
              text: `all secrets of ${namespace} were listed, and ${name} is not among them`,
            },
          ],
        };
      }
    }
  },
});

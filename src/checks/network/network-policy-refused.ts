// Policies the API server would refuse.
import { defineCheck } from "../../checking/index.ts";
import { networkOutline, policyObjects, policyReads } from "../../checking/network/index.ts";
import { refOf } from "../../kubernetes/index.ts";

export const networkPolicyRefused = defineCheck({
  id: "network-policy-refused",
  domain: "network",
  title: "The API server would refuse a network policy",
  severity: "medium",
  rationale:
    "A policy the API server refuses protects nothing: what was deployed before stays in force, or nothing at all. Whoever reads the file takes it for protection that is there.",
  remediation: "Correct the field, and apply the policy again. Have manifests validated before they are merged.",
  references: ["https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/"],
  reads: policyReads,
  messages: { refused: "the API server would refuse it: {problem}" },
  *run(model, context) {
    const objects = policyObjects(model);
    const { problems } = networkOutline(model);
    // The same policy in two files is no fault of either.
    const refused = problems.filter(({ level, code }) => level === "error" && code !== "duplicate-name");
    const byObject = new Map(refused.map((one) => [one.object, one]));
    for (const object of context.each(objects.values())) {
      const { kind, metadata } = object;
      const problem = byObject.get([kind, metadata.namespace, metadata.name].filter(Boolean).join("/"));
      if (problem === undefined) continue;
      const { path, message } = problem;
      yield {
        object: refOf(object),
        message: "refused",
        path,
        data: { problem: `${path} ${message}` },
        evidence: [{ source: "field", path, text: message }],
      };
    }
  },
});

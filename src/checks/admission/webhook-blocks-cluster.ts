// Webhooks that can keep the cluster from repairing itself.
import { defineCheck, webhookReads } from "../../checking/index.ts";
import { isEmptySelector, matchesSelector, refOf } from "../../kubernetes/index.ts";
import { webhooks, type Webhook } from "../../model/index.ts";

const system = "kube-system";

function asksForEverything({ rules = [] }: Webhook): boolean {
  return rules.some(
    ({ apiGroups = [], resources = [], operations = [], scope = "*" }) =>
      apiGroups.includes("*") &&
      resources.some((resource) => resource === "*" || resource === "*/*") &&
      operations.some((operation) => ["*", "CREATE", "UPDATE"].includes(operation)) &&
      scope !== "Cluster",
  );
}

export const webhookBlocksCluster = defineCheck({
  id: "webhook-blocks-cluster",
  domain: "admission",
  title: "Webhook can block the whole cluster",
  severity: "medium",
  rationale:
    "The webhook is asked about every write, those of kube-system included, and what it does not answer is refused. When its pods are gone nothing can be written, not even what would bring them back: nodes cannot renew their leases, and pods of the control plane are not replaced.",
  remediation:
    "Leave kube-system and the webhook's own namespace out by namespaceSelector, and ask only for the resources it judges.",
  references: ["https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/"],
  reads: [...webhookReads, { part: "namespaces", as: "each" }],
  messages: {
    blocks: "every write, in kube-system too, waits for webhook {webhook} and is refused without it",
    conditional:
      "webhook {webhook} is asked about every write that meets its matchConditions, which are not evaluated here",
  },
  *run(model, context) {
    const namespace = model.parts.namespaces.objects.find(({ metadata }) => metadata.name === system);
    const labels = { ...namespace?.metadata.labels, "kubernetes.io/metadata.name": system };
    for (const { object, webhook, path, failurePolicy } of context.each(webhooks(model))) {
      if (failurePolicy !== "Fail" || !asksForEverything(webhook)) continue;
      if (!isEmptySelector(webhook.objectSelector ?? {})) continue;
      if (!matchesSelector(webhook.namespaceSelector ?? {}, labels)) continue;
      const conditional = (webhook.matchConditions ?? []).length > 0;
      yield {
        object: refOf(object),
        message: conditional ? "conditional" : "blocks",
        outcome: conditional ? "unknown" : "fail",
        path: `${path}.rules`,
        data: { webhook: webhook.name ?? "" },
        evidence: [{ source: "rule", path: `${path}.namespaceSelector`, text: `the selector matches ${system}` }],
      };
    }
  },
});

// Webhooks that let through what they were meant to stop.
import { defineCheck, fixField, webhookReads } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { webhooks, type Webhook } from "../../model/index.ts";

/** Resources by which an intruder would go further, those checked first whose admission weighs most. */
const sensitive: readonly string[] = [
  "pods",
  "deployments",
  "daemonsets",
  "statefulsets",
  "jobs",
  "cronjobs",
  "namespaces",
  "clusterroles",
  "clusterrolebindings",
  "roles",
  "rolebindings",
  "secrets",
];

/** The resource a pattern of an admission rule is about: unlike in RBAC `pods/*` covers pods; all-slash-scale covers none. */
function resourceOf(pattern: string): string {
  if (pattern === "*" || pattern === "*/*") return "*";
  return pattern.startsWith("*/") ? "" : pattern.replace(/\/.*$/, "");
}

/** The weightiest resource a webhook is asked about. */
function guarded({ rules = [] }: Webhook): string | undefined {
  const resources = new Set(rules.flatMap((rule) => (rule.resources ?? []).map(resourceOf)));
  return resources.has("*") ? "everything" : sensitive.find((resource) => resources.has(resource));
}

export const webhookFailsOpen = defineCheck({
  id: "webhook-fails-open",
  domain: "admission",
  title: "Admission webhook fails open",
  severity: "medium",
  rationale:
    "With failurePolicy Ignore an object is admitted unchecked whenever the webhook does not answer: during its rollout, while its certificate is wrong, or because somebody keeps it busy or evicts its pods. A check that can be skipped on purpose is no check.",
  remediation:
    "Set failurePolicy: Fail, run several replicas with a PodDisruptionBudget, and leave kube-system and the webhook's own namespace out by namespaceSelector.",
  references: ["https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/"],
  reads: webhookReads,
  messages: { open: "if webhook {webhook} does not answer, {what} are admitted unchecked" },
  *run(model, context) {
    for (const { object, webhook, path, failurePolicy } of context.each(webhooks(model))) {
      const what = guarded(webhook);
      if (failurePolicy !== "Ignore" || what === undefined) continue;
      const at = `${path}.failurePolicy`;
      yield {
        object: refOf(object),
        message: "open",
        path: at,
        data: { webhook: webhook.name ?? "", what: what === "everything" ? "objects of every kind" : what },
        evidence: [
          {
            source: webhook.failurePolicy === undefined ? "default" : "field",
            path: at,
            value: failurePolicy,
            text: "failures are ignored",
          },
        ],
        fix: fixField(object, {
          path: at,
          value: "Fail",
          note: "While the webhook is down nothing it asks for can be written.",
        }),
      };
    }
  },
});

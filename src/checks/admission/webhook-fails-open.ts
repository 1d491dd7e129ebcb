// Webhooks that let through what they were meant to stop.
import { defineCheck, fixField, webhookReads } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { webhooks, type Webhook } from "../../model/index.ts";

const rbac = "rbac.authorization.k8s.io";

/** Resources by which an intruder would go further, the weightiest first, each with its API group. */
const sensitive: readonly (readonly [group: string, resource: string])[] = [
  ["", "pods"],
  ["", "pods/exec"],
  ["", "pods/ephemeralcontainers"],
  ["apps", "deployments"],
  ["apps", "daemonsets"],
  ["apps", "statefulsets"],
  ["batch", "jobs"],
  ["batch", "cronjobs"],
  ["", "namespaces"],
  [rbac, "clusterroles"],
  [rbac, "clusterrolebindings"],
  [rbac, "roles"],
  [rbac, "rolebindings"],
  ["", "secrets"],
];

/** Unlike in RBAC `pods/*` covers pods here, and `*` no subresources (admissionregistration/v1 Rule). */
function asksFor({ rules = [] }: Webhook, group: string, resource: string): boolean {
  return rules.some(
    ({ apiGroups = [], resources = [] }) =>
      (apiGroups.includes("*") || apiGroups.includes(group)) &&
      resources.some((name) => ["*", "*/*", resource, `${resource}/*`, resource.replace(/^[^/]+/, "*")].includes(name)),
  );
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
  messages: { open: "if webhook {webhook} does not answer, {what} and whatever else it checks are admitted unchecked" },
  *run(model, context) {
    for (const { object, webhook, path, failurePolicy } of context.each(webhooks(model))) {
      const guarded = sensitive.find(([group, resource]) => asksFor(webhook, group, resource));
      if (failurePolicy !== "Ignore" || guarded === undefined) continue;
      const at = `${path}.failurePolicy`;
      yield {
        object: refOf(object),
        message: "open",
        path: at,
        data: { webhook: webhook.name ?? "", what: guarded[1] },
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

// Webhooks that send objects to somewhere else.
import { defineCheck, fieldEvidence, webhookReads } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { webhooks } from "../../model/index.ts";

/** `hooks.example:8443` of an address; the address is untrusted text and need not be one. */
function hostOf(url: string): string {
  return /^https?:\/\/([^/?#]+)/.exec(url)?.[1] ?? url;
}

/** Whether the API server finds the receiver on its own node, where providers run theirs: nothing leaves it. */
function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/.test(host);
}

export const webhookOutsideCluster = defineCheck({
  id: "webhook-outside-cluster",
  domain: "admission",
  title: "Webhook sends objects out of the cluster",
  severity: "medium",
  rationale:
    "The API server sends every object that a webhook asks for, whole: Secrets with their contents, the old object together with the new. Given by URL the receiver may be anywhere, no network policy stands in the way, and whoever takes over the host or its name decides what is admitted.",
  remediation:
    "Run the webhook as a Service of the cluster and name it in clientConfig.service; ask only for what it judges.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#url"],
  reads: webhookReads,
  messages: {
    url: "webhook {webhook} sends objects to {host}",
    secrets: "webhook {webhook} sends objects, Secrets included, to {host}",
  },
  *run(model, context) {
    for (const { object, webhook, path } of context.each(webhooks(model))) {
      const url = webhook.clientConfig?.url;
      if (url === undefined || isLoopback(hostOf(url))) continue;
      const resources = (webhook.rules ?? []).flatMap((rule) => rule.resources ?? []);
      const secrets = resources.some((resource) => ["*", "*/*", "secrets", "secrets/*"].includes(resource));
      const at = `${path}.clientConfig.url`;
      yield {
        object: refOf(object),
        message: secrets ? "secrets" : "url",
        severity: secrets ? "high" : "medium",
        path: at,
        data: { webhook: webhook.name ?? "", host: hostOf(url) },
        evidence: [fieldEvidence(at, hostOf(url), "the receiver is named by address, not as a service")],
      };
    }
  },
});

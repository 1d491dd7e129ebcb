// Webhooks that may hold up every request for long.
import { defineCheck, fixField, webhookReads } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { webhooks } from "../../model/index.ts";

export const webhookTimeoutLong = defineCheck({
  id: "webhook-timeout-long",
  domain: "admission",
  title: "Webhook may hold up requests for long",
  severity: "low",
  rationale:
    "The API server waits for a webhook before it answers, and several webhooks wait one after the other. With a long limit a receiver that hangs keeps requests open until the API server has no room for others, which is also a way to bring it down on purpose.",
  remediation: "Set timeoutSeconds to what the webhook needs, at most the default of 10 seconds.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#timeouts"],
  reads: webhookReads,
  options: { seconds: { default: 10, description: "The longest time that is in line, in seconds." } },
  messages: { long: "requests wait up to {seconds} s for webhook {webhook}" },
  *run(model, context) {
    const most = context.options.seconds;
    for (const { object, webhook, path } of context.each(webhooks(model))) {
      const seconds = Number(webhook.timeoutSeconds ?? (object.apiVersion.endsWith("/v1beta1") ? 30 : 10));
      if (seconds <= most) continue;
      const at = `${path}.timeoutSeconds`;
      yield {
        object: refOf(object),
        message: "long",
        path: at,
        data: { seconds, webhook: webhook.name ?? "" },
        evidence: [
          {
            source: webhook.timeoutSeconds === undefined ? "default" : "field",
            path: at,
            value: seconds,
            text: `more than ${most} seconds`,
          },
        ],
        fix: fixField(object, { path: at, value: most }),
      };
    }
  },
});

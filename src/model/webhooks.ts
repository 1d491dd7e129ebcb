// Admission webhooks, one by one, with the configuration that holds them.
import type { ObjectOfKind } from "../kubernetes/index.ts";
import type { ClusterModel } from "./cluster-model.ts";

const parts = [
  "validatingwebhookconfigurations.admissionregistration.k8s.io",
  "mutatingwebhookconfigurations.admissionregistration.k8s.io",
] as const;

/** A ValidatingWebhookConfiguration or MutatingWebhookConfiguration. */
export type WebhookConfiguration = ObjectOfKind<(typeof parts)[number]>;
/** One webhook of a configuration. */
export type Webhook = NonNullable<WebhookConfiguration["webhooks"]>[number];

/** A webhook and where it stands. */
export interface PlacedWebhook {
  /** The configuration. */
  readonly object: WebhookConfiguration;
  readonly webhook: Webhook;
  /** `webhooks[0]` */
  readonly path: string;
  /** With the defaults of the configuration's API version: Fail in v1, Ignore in v1beta1. */
  readonly failurePolicy: string;
}

/** Every webhook of a model, validating ones first. */
export function webhooks(model: ClusterModel): PlacedWebhook[] {
  return parts.flatMap((part) =>
    (model.parts[part].objects as readonly WebhookConfiguration[]).flatMap((object) =>
      (object.webhooks ?? []).map((webhook, index) => ({
        object,
        webhook,
        path: `webhooks[${index}]`,
        failurePolicy: webhook.failurePolicy ?? (object.apiVersion.endsWith("/v1beta1") ? "Ignore" : "Fail"),
      })),
    ),
  );
}

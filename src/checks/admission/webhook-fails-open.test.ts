// Cases of webhook-fails-open.
import { describe, it } from "vitest";
import { mutatingWebhook, testCheck, validatingWebhook } from "../../testing/index.ts";
import { webhookFailsOpen } from "./webhook-fails-open.ts";

const hook = (failurePolicy: string | undefined, ...resources: readonly string[]) => ({
  name: "check.example.com",
  clientConfig: { service: { namespace: "shop", name: "hook" } },
  ...(failurePolicy === undefined ? {} : { failurePolicy }),
  rules: [{ operations: ["CREATE"], apiGroups: ["*"], apiVersions: ["*"], resources }],
});

const ownKinds = [{ operations: ["*"], apiGroups: ["networking.istio.io"], apiVersions: ["*"], resources: ["*"] }];

testCheck(
  webhookFailsOpen,
  [
    {
      name: "fails closed, by word and by default, or guards nothing of weight",
      objects: [
        validatingWebhook({ webhooks: [hook("Fail", "pods"), hook(undefined, "*/*")] }),
        mutatingWebhook({
          webhooks: [hook("Ignore", "configmaps", "*/scale", "pods/status"), { ...hook("Ignore"), rules: ownKinds }],
        }),
      ],
      outcome: "pass",
    },
    {
      name: "pods pass unchecked",
      objects: [validatingWebhook({ webhooks: [hook("Fail", "pods"), hook("Ignore", "pods/exec", "pods")] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ValidatingWebhookConfiguration validatingwebhookconfiguration",
          message: "open",
          severity: "medium",
          path: "webhooks[1].failurePolicy",
          data: { webhook: "check.example.com", what: "pods" },
        },
      ],
    },
    {
      name: "everything passes, by the default of v1beta1",
      objects: [
        mutatingWebhook({ apiVersion: "admissionregistration.k8s.io/v1beta1", webhooks: [hook(undefined, "*/*")] }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "MutatingWebhookConfiguration mutatingwebhookconfiguration",
          message: "open",
          data: { webhook: "check.example.com", what: "pods" },
        },
      ],
    },
  ],
  { describe, it },
);

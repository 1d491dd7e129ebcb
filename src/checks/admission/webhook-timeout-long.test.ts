// Cases of webhook-timeout-long.
import { describe, it } from "vitest";
import { mutatingWebhook, testCheck, validatingWebhook } from "../../testing/index.ts";
import { webhookTimeoutLong } from "./webhook-timeout-long.ts";

const hook = (timeoutSeconds?: number) => ({
  name: "check.example.com",
  clientConfig: {},
  ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
});
const object = "ValidatingWebhookConfiguration validatingwebhookconfiguration";

testCheck(
  webhookTimeoutLong,
  [
    { name: "the default, and less", objects: [validatingWebhook({ webhooks: [hook(), hook(5)] })], outcome: "pass" },
    {
      name: "half a minute",
      objects: [validatingWebhook({ webhooks: [hook(), hook(30)] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "long",
          severity: "low",
          path: "webhooks[1].timeoutSeconds",
          data: { seconds: 30, webhook: "check.example.com" },
        },
      ],
    },
    {
      name: "the default of v1beta1",
      objects: [mutatingWebhook({ apiVersion: "admissionregistration.k8s.io/v1beta1", webhooks: [hook()] })],
      outcome: "fail",
      findings: [{ object: "MutatingWebhookConfiguration mutatingwebhookconfiguration", message: "long" }],
    },
    {
      name: "a tighter limit was asked for",
      objects: [validatingWebhook({ webhooks: [hook(5)] })],
      options: { seconds: 3 },
      outcome: "fail",
      findings: [{ object, message: "long" }],
    },
  ],
  { describe, it },
);

// Cases of webhook-outside-cluster.
import { describe, it } from "vitest";
import { mutatingWebhook, testCheck, validatingWebhook } from "../../testing/index.ts";
import { webhookOutsideCluster } from "./webhook-outside-cluster.ts";

const hook = (url: string, resource: string) => ({
  name: "check.example.com",
  clientConfig: { url },
  rules: [{ operations: ["CREATE"], apiGroups: [""], apiVersions: ["v1"], resources: [resource] }],
});

testCheck(
  webhookOutsideCluster,
  [
    { name: "a service of the cluster", objects: [validatingWebhook()], outcome: "pass" },
    {
      name: "a receiver on the node of the API server",
      objects: [
        mutatingWebhook({ webhooks: [hook("https://127.0.0.1:23443/mutate", "*"), hook("https://[::1]/a", "*")] }),
      ],
      outcome: "pass",
    },
    {
      name: "a host that only looks local",
      objects: [mutatingWebhook({ webhooks: [hook("https://localhost.example/", "pods")] })],
      outcome: "fail",
      findings: [{ object: "MutatingWebhookConfiguration mutatingwebhookconfiguration", message: "url" }],
    },
    {
      name: "secrets are sent away",
      objects: [validatingWebhook({ webhooks: [hook("https://hooks.example:8443/check?key=1", "*")] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ValidatingWebhookConfiguration validatingwebhookconfiguration",
          message: "secrets",
          severity: "high",
          path: "webhooks[0].clientConfig.url",
          data: { webhook: "check.example.com", host: "hooks.example:8443" },
        },
      ],
    },
    {
      name: "other objects are",
      objects: [mutatingWebhook({ webhooks: [hook("https://hooks.example/", "pods")] })],
      outcome: "fail",
      findings: [
        { object: "MutatingWebhookConfiguration mutatingwebhookconfiguration", message: "url", severity: "medium" },
      ],
    },
  ],
  { describe, it },
);

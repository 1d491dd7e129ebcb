// Cases of webhook-blocks-cluster.
import { describe, it } from "vitest";
import { namespace, testCheck, validatingWebhook } from "../../testing/index.ts";
import { webhookBlocksCluster } from "./webhook-blocks-cluster.ts";

const rules = [{ operations: ["*"], apiGroups: ["*"], apiVersions: ["*"], resources: ["*/*"] }];
const withHook = (tweak: object) =>
  validatingWebhook({
    webhooks: [{ name: "check.example.com", clientConfig: {}, failurePolicy: "Fail", rules, ...tweak }],
  });
const object = "ValidatingWebhookConfiguration validatingwebhookconfiguration";
const notSystem = {
  matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "NotIn", values: ["kube-system"] }],
};

testCheck(
  webhookBlocksCluster,
  [
    { name: "leaves kube-system out", objects: [withHook({ namespaceSelector: notSystem })], outcome: "pass" },
    {
      name: "asks for some resources or objects, or fails open, or looks at what belongs to no namespace",
      objects: [
        validatingWebhook({
          metadata: { name: "labelled" },
          webhooks: [{ name: "c", rules, objectSelector: { matchLabels: { check: "me" } } }],
        }),
        validatingWebhook(),
        validatingWebhook({ metadata: { name: "open" }, webhooks: [{ name: "a", failurePolicy: "Ignore", rules }] }),
        validatingWebhook({
          metadata: { name: "cluster" },
          webhooks: [{ name: "b", rules: [{ ...rules[0], scope: "Cluster" }] }],
        }),
      ],
      outcome: "pass",
    },
    {
      name: "asks for everything everywhere",
      objects: [withHook({})],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "blocks",
          severity: "medium",
          path: "webhooks[0].rules",
          data: { webhook: "check.example.com" },
        },
      ],
    },
    {
      name: "a label of kube-system selects it",
      objects: [
        namespace({ metadata: { name: "kube-system", labels: { guarded: "yes" } } }),
        withHook({ namespaceSelector: { matchLabels: { guarded: "yes" } } }),
      ],
      outcome: "fail",
      findings: [{ object, message: "blocks" }],
    },
    {
      name: "conditions may leave it out",
      objects: [withHook({ matchConditions: [{ name: "not-system", expression: "true" }] })],
      outcome: "unknown",
      findings: [{ object, message: "conditional", outcome: "unknown" }],
    },
  ],
  { describe, it },
);

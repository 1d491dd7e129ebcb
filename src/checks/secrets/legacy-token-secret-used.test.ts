// Cases of legacy-token-secret-used.
import { describe, it } from "vitest";
import { container, deployment, pod, secret, testCheck } from "../../testing/index.ts";
import { legacyTokenSecretUsed } from "./legacy-token-secret-used.ts";

const token = secret({
  metadata: { name: "ci-token", annotations: { "kubernetes.io/service-account.name": "ci" } },
  type: "kubernetes.io/service-account-token",
});
const volumes = [{ name: "token", secret: { secretName: "ci-token" } }];
const variable = { name: "TOKEN", valueFrom: { secretKeyRef: { name: "ci-token", key: "token" } } };

testCheck(
  legacyTokenSecretUsed,
  [
    {
      name: "other Secrets, and the token of another namespace",
      objects: [
        token,
        secret({ metadata: { name: "db" } }),
        pod({
          spec: { volumes: [{ name: "db", secret: { secretName: "db" } }], imagePullSecrets: [{ name: "not-there" }] },
        }),
        pod({ metadata: { name: "away", namespace: "bank" }, spec: { volumes } }),
      ],
      outcome: "pass",
    },
    {
      name: "mounted, which is told once",
      objects: [
        token,
        deployment({
          spec: {
            template: {
              spec: { volumes, containers: [container({ envFrom: [{ secretRef: { name: "ci-token" } }] })] },
            },
          },
        }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "used",
          severity: "medium",
          path: "spec.template.spec.volumes[0].secret.secretName",
          data: { secret: "ci-token", account: "ci" },
        },
      ],
    },
    {
      name: "in a projected volume, and in a variable of a debugging container",
      objects: [
        secret({ metadata: { name: "old" }, type: "kubernetes.io/service-account-token" }),
        token,
        pod({
          spec: {
            volumes: [{ name: "all", projected: { sources: [{ secret: { name: "old" } }] } }],
            ephemeralContainers: [container({ name: "debug", env: [variable] })],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "used",
          path: "spec.volumes[0].projected.sources[0].secret.name",
          data: { secret: "old", account: "unknown" },
        },
        {
          object: "Pod shop/web",
          message: "used",
          path: "spec.ephemeralContainers[0].env[0].valueFrom.secretKeyRef.name",
        },
      ],
    },
    {
      name: "Secrets were not listed",
      objects: [pod({ spec: { volumes } })],
      missing: ["secrets"],
      outcome: "unknown",
    },
  ],
  { describe, it },
);

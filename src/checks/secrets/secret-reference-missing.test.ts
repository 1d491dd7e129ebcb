// Cases of secret-reference-missing.
import { describe, it } from "vitest";
import { container, pod, secret, testCheck } from "../../testing/index.ts";
import { secretReferenceMissing } from "./secret-reference-missing.ts";

const mounting = (name: string, namespace = "shop") =>
  pod({ metadata: { namespace }, spec: { volumes: [{ name: "keys", secret: { secretName: name } }] } });

testCheck(
  secretReferenceMissing,
  [
    {
      name: "the Secret is there, or need not be",
      objects: [
        secret({ metadata: { name: "db" } }),
        mounting("db"),
        pod({
          metadata: { name: "optional" },
          spec: {
            imagePullSecrets: [{ name: "gone" }],
            volumes: [{ name: "keys", projected: { sources: [{ secret: { name: "gone", optional: true } }] } }],
          },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "a Secret of that name in another namespace does not count",
      objects: [secret({ metadata: { name: "db", namespace: "bank" } }), mounting("db")],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "missing",
          path: "spec.volumes[0].secret.secretName",
          data: { secret: "db", namespace: "shop" },
        },
      ],
    },
    {
      name: "once for each name, in every place",
      objects: [
        pod({
          spec: {
            volumes: [
              { name: "all", projected: { sources: [{ configMap: { name: "x" } }, { secret: { name: "a" } }] } },
            ],
            containers: [
              container({
                env: [
                  { name: "ONE", valueFrom: { secretKeyRef: { name: "a", key: "k" } } },
                  { name: "TWO", valueFrom: { secretKeyRef: { name: "b", key: "k" } } },
                ],
                envFrom: [{ secretRef: { name: "c" } }],
              }),
            ],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "missing", path: "spec.volumes[0].projected.sources[1].secret.name" },
        { object: "Pod shop/web", message: "missing", path: "spec.containers[0].env[1].valueFrom.secretKeyRef.name" },
        { object: "Pod shop/web", message: "missing", path: "spec.containers[0].envFrom[0].secretRef.name" },
      ],
    },
    {
      name: "secrets of one namespace were not listed",
      objects: [mounting("db", "bank"), mounting("db")],
      partial: { secrets: ["bank"] },
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "missing" }],
    },
    {
      name: "secrets were not listed at all",
      objects: [mounting("db", "vault")],
      missing: ["secrets"],
      outcome: "unknown",
    },
  ],
  { describe, it },
);

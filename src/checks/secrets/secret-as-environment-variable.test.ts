// Cases of secret-as-environment-variable.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { secretAsEnvironmentVariable } from "./secret-as-environment-variable.ts";

const fromKey = (name: string, key: string) => ({ name: key, valueFrom: { secretKeyRef: { name, key } } });

testCheck(
  secretAsEnvironmentVariable,
  [
    {
      name: "a mounted secret, and variables from elsewhere",
      objects: [
        pod({
          spec: {
            volumes: [{ name: "db", secret: { secretName: "db" } }],
            containers: [
              container({ env: [{ name: "MODE", value: "fast" }], envFrom: [{ configMapRef: { name: "app" } }] }),
            ],
          },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "each secret of a container once",
      objects: [
        pod({
          spec: {
            containers: [
              container({
                env: [fromKey("db", "USER"), fromKey("db", "PASSWORD")],
                envFrom: [{ secretRef: { name: "mail" } }],
              }),
            ],
          },
        }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "variable",
          severity: "info",
          path: "spec.containers[0].env[0].valueFrom.secretKeyRef",
          data: { container: "web", secret: "db" },
        },
        { object: "Pod shop/web", message: "variable", path: "spec.containers[0].envFrom[0].secretRef" },
      ],
    },
  ],
  { describe, it },
);

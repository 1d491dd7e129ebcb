// Cases of secret-in-environment.
import { describe, it } from "vitest";
import { container, deployment, pod, testCheck } from "../../testing/index.ts";
import { secretInEnvironment } from "./secret-in-environment.ts";

const token = `ghp_${"aB3dE6gH9jK2mN5pQ8sT".repeat(2).slice(0, 36)}`;

testCheck(
  secretInEnvironment,
  [
    {
      name: "settings, references and names of files",
      objects: [
        pod({
          spec: {
            containers: [
              container({
                env: [
                  { name: "LOG_LEVEL", value: "info" },
                  { name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
                  { name: "TOKEN_FILE", value: "/run/secrets/token" },
                ],
                args: ["--config=/etc/app.yaml"],
              }),
            ],
          },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "a token whose form proves it",
      objects: [
        deployment({
          spec: { template: { spec: { containers: [container({ env: [{ name: "CI", value: token }] })] } } },
        }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "literal",
          severity: "high",
          path: "spec.template.spec.containers[0].env[0].value",
          data: { name: "CI", looksLike: "github-token", container: "web" },
        },
      ],
    },
    {
      name: "a variable whose name says it, in an init container, redacted when the model was built",
      objects: [
        pod({
          spec: {
            initContainers: [
              container({
                name: "migrate",
                env: [{ name: "DB_PASSWORD", value: "«redacted length=14 looks-like=named-secret»" }],
              }),
            ],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "literal", severity: "medium", path: "spec.initContainers[0].env[0].value" },
      ],
    },
    {
      name: "in an argument",
      objects: [pod({ spec: { containers: [container({ args: ["serve", `--token=${token}`] })] } })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "literal", path: "spec.containers[0].args[1]" }],
    },
  ],
  { describe, it },
);

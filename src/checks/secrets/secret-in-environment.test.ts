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
    {
      name: "probes and hooks that run programs and send headers",
      objects: [
        pod({
          spec: {
            containers: [
              container({
                readinessProbe: { exec: { command: ["mongosh", "--quiet"] }, timeoutSeconds: 5 },
                livenessProbe: {
                  httpGet: { path: "/healthz", port: 80, httpHeaders: [{ name: "Host", value: "web" }] },
                },
                lifecycle: { preStop: { exec: { command: ["sleep", "5"] } } },
              }),
            ],
          },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "in what probes and hooks run and send",
      objects: [
        pod({
          spec: {
            initContainers: [
              container({
                name: "proxy",
                restartPolicy: "Always",
                startupProbe: { httpGet: { path: `/ready?token=${token}`, port: 80 } },
              }),
            ],
            containers: [
              container({
                readinessProbe: { exec: { command: ["curl", "-u", `probe:${token}`] } },
                livenessProbe: {
                  httpGet: {
                    port: 80,
                    httpHeaders: [
                      { name: "Accept", value: "text/plain" },
                      { name: "Authorization", value: "«redacted length=30 looks-like=authorization-header»" },
                    ],
                  },
                },
                lifecycle: {
                  postStart: { httpGet: { port: 80, httpHeaders: [{ name: "X-Api-Key", value: token }] } },
                  preStop: { exec: { command: ["sh", "-c", `announce --token=${token}`] } },
                },
              }),
            ],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "literal",
          severity: "high",
          path: "spec.initContainers[0].startupProbe.httpGet.path",
          data: { name: "startupProbe.httpGet.path", looksLike: "github-token", container: "proxy" },
        },
        { object: "Pod shop/web", message: "literal", path: "spec.containers[0].readinessProbe.exec.command[2]" },
        {
          object: "Pod shop/web",
          message: "literal",
          path: "spec.containers[0].livenessProbe.httpGet.httpHeaders[1].value",
          data: { name: "Authorization", looksLike: "authorization-header", container: "web" },
        },
        {
          object: "Pod shop/web",
          message: "literal",
          path: "spec.containers[0].lifecycle.postStart.httpGet.httpHeaders[0].value",
        },
        { object: "Pod shop/web", message: "literal", path: "spec.containers[0].lifecycle.preStop.exec.command[2]" },
      ],
    },
  ],
  { describe, it },
);

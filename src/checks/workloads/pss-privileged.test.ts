// Cases of pss-privileged.
import { describe, it } from "vitest";
import { container, cronJob, deployment, pod, testCheck } from "../../testing/index.ts";
import { pssPrivileged } from "./pss-privileged.ts";

const privileged = { securityContext: { privileged: true, allowPrivilegeEscalation: true } };

testCheck(
  pssPrivileged,
  [
    { name: "a container that is not", objects: [pod()], outcome: "pass" },
    {
      name: "privileged: false, and unset",
      objects: [
        pod({
          spec: {
            containers: [
              container({ securityContext: { privileged: false } }),
              container({ name: "bare", securityContext: undefined }),
            ],
          },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "a container of a Deployment",
      objects: [deployment({ spec: { template: { spec: { containers: [container(privileged)] } } } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "privileged",
          severity: "critical",
          path: "spec.template.spec.containers[0].securityContext.privileged",
          data: { holder: "container web", container: "web", found: "true" },
        },
      ],
    },
    {
      name: "an init container and a container of a CronJob",
      objects: [
        cronJob({
          spec: {
            jobTemplate: {
              spec: {
                template: {
                  spec: {
                    initContainers: [container({ name: "init", ...privileged })],
                    containers: [container(privileged)],
                  },
                },
              },
            },
          },
        }),
      ],
      outcome: "fail",
      findings: ["initContainers", "containers"].map((field) => ({
        object: "CronJob shop/cronjob",
        message: "privileged",
        path: `spec.jobTemplate.spec.template.spec.${field}[0].securityContext.privileged`,
      })),
    },
    {
      name: "one that mounts for others, for which the API asks it",
      objects: [
        pod({
          spec: {
            containers: [
              container({
                ...privileged,
                volumeMounts: [{ name: "x", mountPath: "/x", mountPropagation: "Bidirectional" }],
              }),
            ],
          },
        }),
      ],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "privileged" }],
    },
    {
      name: "an ephemeral container, which nobody can change any more",
      objects: [pod({ spec: { ephemeralContainers: [container({ name: "debug", ...privileged })] } })],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "privileged",
          path: "spec.ephemeralContainers[0].securityContext.privileged",
        },
      ],
    },
  ],
  { describe, it },
);

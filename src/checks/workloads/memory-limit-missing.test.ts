// Cases of memory-limit-missing.
import { describe, it } from "vitest";
import { container, cronJob, deployment, pod, testCheck } from "../../testing/index.ts";
import { memoryLimitMissing } from "./memory-limit-missing.ts";

const limitRange = (limits: object) => ({
  apiVersion: "v1",
  kind: "LimitRange",
  metadata: { name: "limits", namespace: "shop" },
  spec: { limits: [limits] },
});
const running = pod({ status: { phase: "Running" } });
const missing = {
  object: "Pod shop/web",
  message: "missing",
  path: "spec.containers[0].resources.limits.memory",
} as const;
const limited = container({ resources: { limits: { memory: "64Mi" } } });

testCheck(
  memoryLimitMissing,
  [
    {
      name: "limits of the container, and of the pod",
      objects: [
        pod({ spec: { containers: [limited] } }),
        pod({ metadata: { name: "whole" }, spec: { resources: { limits: { memory: "1Gi" } } } }),
      ],
      outcome: "pass",
    },
    {
      name: "one of two containers has none",
      objects: [
        pod({ spec: { containers: [limited, container({ name: "proxy", resources: { limits: { cpu: 1 } } })] } }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "missing",
          path: "spec.containers[1].resources.limits.memory",
          data: { container: "proxy" },
        },
      ],
    },
    {
      name: "a template inside a template",
      objects: [cronJob()],
      outcome: "fail",
      findings: [
        {
          object: "CronJob shop/cronjob",
          message: "missing",
          path: "spec.jobTemplate.spec.template.spec.containers[0].resources.limits.memory",
        },
      ],
    },
    {
      name: "a sidecar has none; an init container that ends needs none",
      objects: [
        pod({
          spec: {
            initContainers: [container({ name: "setup" }), container({ name: "proxy", restartPolicy: "Always" })],
            containers: [limited],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "missing",
          path: "spec.initContainers[1].resources.limits.memory",
          data: { container: "proxy" },
        },
      ],
    },
    {
      name: "a default of the namespace",
      objects: [limitRange({ type: "Container", default: { memory: "256Mi" } }), deployment(), pod()],
      outcome: "pass",
    },
    {
      name: "a maximum of the namespace, which is the default too, in files",
      given: true,
      objects: [limitRange({ type: "Container", max: { memory: "1Gi" } }), deployment()],
      outcome: "pass",
    },
    ...[
      { type: "Pod", max: { memory: "1Gi" } },
      { type: "Container", default: { cpu: "1" }, defaultRequest: { memory: "64Mi" } },
    ].map((limits) => ({
      name: `${limits.type} limits that give no default`,
      objects: [limitRange(limits), pod()],
      outcome: "fail" as const,
      findings: [missing],
    })),
    {
      name: "a default of another namespace",
      objects: [
        {
          ...limitRange({ type: "Container", default: { memory: "1Gi" } }),
          metadata: { name: "l", namespace: "bank" },
        },
        pod(),
      ],
      outcome: "fail",
      findings: [missing],
    },
    {
      name: "a pod that runs without, as it was there before the default",
      objects: [limitRange({ type: "Container", default: { memory: "256Mi" } }), running],
      outcome: "fail",
      findings: [missing],
    },
    {
      name: "limit ranges were not seen: a pod that runs has no limit, a template may get one",
      objects: [running, deployment({ metadata: { name: "other" }, spec: { replicas: 0 } })],
      missing: ["limitranges"],
      outcome: "fail",
      findings: [
        { object: "Deployment shop/other", message: "unseen", outcome: "unknown", data: { container: "web" } },
        missing,
      ],
    },
    {
      name: "files without limit ranges",
      given: true,
      objects: [deployment()],
      outcome: "fail",
      findings: [{ object: "Deployment shop/deployment", message: "missing" }],
    },
  ],
  { describe, it },
);

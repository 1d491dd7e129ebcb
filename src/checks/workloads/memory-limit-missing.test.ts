// Cases of memory-limit-missing.
import { describe, it } from "vitest";
import { container, cronJob, pod, testCheck } from "../../testing/index.ts";
import { memoryLimitMissing } from "./memory-limit-missing.ts";

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
  ],
  { describe, it },
);

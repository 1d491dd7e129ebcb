// Cases of readiness-probe-missing.
import { describe, it } from "vitest";
import { container, deployment, pod, service, testCheck } from "../../testing/index.ts";
import { readinessProbeMissing } from "./readiness-probe-missing.ts";

const probed = container({ readinessProbe: { httpGet: { path: "/ready", port: 8080 } } });

testCheck(
  readinessProbeMissing,
  [
    {
      name: "a probe of one container, and a pod no service selects",
      objects: [
        service(),
        pod({ spec: { containers: [container({ name: "proxy" }), probed] } }),
        deployment({ spec: { template: { metadata: { labels: { app: "batch" } } } } }),
      ],
      outcome: "pass",
    },
    {
      name: "a probe of a sidecar",
      objects: [
        service(),
        pod({ spec: { initContainers: [container({ ...probed, name: "proxy", restartPolicy: "Always" })] } }),
      ],
      outcome: "pass",
    },
    {
      name: "selected, and no probe",
      objects: [service(), deployment()],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "missing",
          path: "spec.template.spec.containers[0].readinessProbe",
          data: { service: "service" },
        },
      ],
    },
    {
      name: "a liveness probe does not tell readiness, and services of other namespaces do not select",
      objects: [
        service(),
        pod({ spec: { containers: [container({ livenessProbe: { tcpSocket: { port: 80 } } })] } }),
        pod({ metadata: { namespace: "bank" } }),
      ],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "missing" }],
    },
  ],
  { describe, it },
);

// Cases of pss-host-probes-and-host-lifecycle.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssHostProbesAndHostLifecycle } from "./pss-host-probes-and-host-lifecycle.ts";

const hooked = container({
  livenessProbe: { httpGet: { port: 80, host: "169.254.169.254" } },
  lifecycle: { preStop: { tcpSocket: { port: 5432, host: "db" } } },
});

testCheck(
  pssHostProbesAndHostLifecycle,
  [
    {
      name: "a probe of the pod itself",
      objects: [pod({ spec: { containers: [container({ livenessProbe: { httpGet: { port: 80, host: "" } } })] } })],
      outcome: "pass",
    },
    {
      name: "a probe and a hook",
      objects: [pod({ spec: { containers: [hooked] } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "named",
          path: "spec.containers[0].livenessProbe.httpGet.host",
          data: { holder: "container web", container: "web", found: "169.254.169.254" },
        },
        { object: "Pod shop/web", message: "named", path: "spec.containers[0].lifecycle.preStop.tcpSocket.host" },
      ],
    },
    {
      name: "before 1.34 the standard did not ask",
      version: "1.33",
      objects: [pod({ spec: { containers: [hooked] } })],
      outcome: "not-applicable",
    },
  ],
  { describe, it },
);

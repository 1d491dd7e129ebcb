// Cases of pss-host-ports.
import { describe, it } from "vitest";
import { container, pod, testCheck, type Tweak } from "../../testing/index.ts";
import { pssHostPorts } from "./pss-host-ports.ts";

function opening(...ports: readonly Tweak[]): ReturnType<typeof pod> {
  return pod({ spec: { containers: [container({ ports })] } });
}

testCheck(
  pssHostPorts,
  [
    {
      name: "a port of the container, and hostPort 0",
      objects: [opening({ containerPort: 80 }, { containerPort: 81, hostPort: 0 })],
      outcome: "pass",
    },
    {
      name: "one of two ports",
      objects: [opening({ containerPort: 80 }, { containerPort: 81, hostPort: 8081 })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "taken",
          path: "spec.containers[0].ports[1].hostPort",
          data: { holder: "container web", container: "web", found: "8081" },
        },
      ],
    },
    {
      name: "on the node's network, where it cannot be taken away alone",
      objects: [
        pod({ spec: { hostNetwork: true, containers: [container({ ports: [{ containerPort: 80, hostPort: 80 }] })] } }),
      ],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "taken" }],
    },
  ],
  { describe, it },
);

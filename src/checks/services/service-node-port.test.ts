// Cases of service-node-port.
import { describe, it } from "vitest";
import { service, testCheck } from "../../testing/index.ts";
import { serviceNodePort } from "./service-node-port.ts";

testCheck(
  serviceNodePort,
  [
    { name: "inside the cluster", objects: [service()], outcome: "pass" },
    {
      name: "a port that was chosen",
      objects: [service({ spec: { type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Service shop/service",
          message: "open",
          severity: "low",
          path: "spec.type",
          data: { ports: "30080" },
        },
      ],
    },
    {
      name: "a port that will be assigned",
      objects: [service({ spec: { type: "NodePort" } })],
      outcome: "fail",
      findings: [{ object: "Service shop/service", message: "open", data: { ports: "(assigned later)" } }],
    },
  ],
  { describe, it },
);

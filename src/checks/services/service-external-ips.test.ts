// Cases of service-external-ips.
import { describe, it } from "vitest";
import { service, testCheck } from "../../testing/index.ts";
import { serviceExternalIps } from "./service-external-ips.ts";

testCheck(
  serviceExternalIps,
  [
    { name: "none, or an empty list", objects: [service({ spec: { externalIPs: [] } })], outcome: "pass" },
    {
      name: "addresses of somebody else",
      objects: [service({ spec: { externalIPs: ["203.0.113.7", "2001:db8::7"] } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Service shop/service",
          message: "claimed",
          severity: "high",
          path: "spec.externalIPs",
          data: { addresses: "203.0.113.7, 2001:db8::7" },
        },
      ],
    },
  ],
  { describe, it },
);

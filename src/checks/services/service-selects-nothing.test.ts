// Cases of service-selects-nothing.
import { describe, it } from "vitest";
import { deployment, pod, service, testCheck } from "../../testing/index.ts";
import { serviceSelectsNothing } from "./service-selects-nothing.ts";

testCheck(
  serviceSelectsNothing,
  [
    {
      name: "selected pods, and services that select none on purpose",
      objects: [
        deployment(),
        service(),
        service({ metadata: { name: "manual" }, spec: { selector: undefined } }),
        service({ metadata: { name: "elsewhere" }, spec: { type: "ExternalName", externalName: "db.example" } }),
      ],
      outcome: "pass",
    },
    {
      name: "pods of another namespace do not count",
      objects: [service(), pod({ metadata: { namespace: "bank" } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Service shop/service",
          message: "nothing",
          severity: "info",
          path: "spec.selector",
          data: { namespace: "shop", selector: "app=web" },
        },
      ],
    },
    {
      name: "pods of one namespace were not listed",
      objects: [service({ metadata: { namespace: "bank" } }), service()],
      partial: { pods: ["bank"] },
      outcome: "fail",
      findings: [{ object: "Service shop/service", message: "nothing" }],
    },
    { name: "files do not show what else runs", objects: [service()], given: true, outcome: "unknown" },
  ],
  { describe, it },
);

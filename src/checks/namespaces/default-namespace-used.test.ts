// Cases of default-namespace-used.
import { describe, it } from "vitest";
import { deployment, pod, testCheck } from "../../testing/index.ts";
import { defaultNamespaceUsed } from "./default-namespace-used.ts";

testCheck(
  defaultNamespaceUsed,
  [
    { name: "a namespace of its own", objects: [pod()], outcome: "pass" },
    {
      name: "no namespace was given",
      objects: [deployment({ metadata: { namespace: undefined } })],
      outcome: "fail",
      docs: true,
      findings: [
        { object: "Deployment default/deployment", message: "used", severity: "low", path: "metadata.namespace" },
      ],
    },
    {
      name: "files do not say where they will be applied",
      objects: [deployment({ metadata: { namespace: undefined } })],
      given: true,
      outcome: "not-applicable",
    },
  ],
  { describe, it },
);

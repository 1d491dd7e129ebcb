// Cases of pss-proc-mount-restricted.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssProcMountRestricted } from "./pss-proc-mount-restricted.ts";

const unmasked = container({ securityContext: { procMount: "Unmasked" } });

testCheck(
  pssProcMountRestricted,
  [
    { name: "the default in a user namespace", objects: [pod({ spec: { hostUsers: false } })], outcome: "pass" },
    {
      name: "unmasked in a user namespace",
      objects: [pod({ spec: { hostUsers: false, containers: [unmasked] } })],
      outcome: "fail",
      docs: true,
      findings: [{ object: "Pod shop/web", message: "unmasked", path: "spec.containers[0].securityContext.procMount" }],
    },
    {
      name: "without a user namespace it is reported elsewhere",
      objects: [pod({ spec: { containers: [unmasked] } })],
      outcome: "pass",
    },
    {
      name: "before 1.35 baseline forbade it too",
      version: "1.34",
      objects: [pod({ spec: { hostUsers: false, containers: [unmasked] } })],
      outcome: "not-applicable",
    },
  ],
  { describe, it },
);

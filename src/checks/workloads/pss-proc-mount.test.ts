// Cases of pss-proc-mount.
import { describe, it } from "vitest";
import { container, pod, testCheck, type Tweak } from "../../testing/index.ts";
import { pssProcMount } from "./pss-proc-mount.ts";

function mounting(procMount: string, spec: Tweak = {}): ReturnType<typeof pod> {
  return pod({ spec: { containers: [container({ securityContext: { procMount } })], ...spec } });
}

testCheck(
  pssProcMount,
  [
    { name: "the default", objects: [mounting("Default")], outcome: "pass" },
    {
      name: "unmasked",
      objects: [mounting("Unmasked")],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "unmasked",
          path: "spec.containers[0].securityContext.procMount",
          data: { holder: "container web", container: "web", found: "Unmasked" },
        },
      ],
    },
    {
      name: "in a user namespace, since 1.35",
      version: "1.35",
      objects: [mounting("Unmasked", { hostUsers: false })],
      outcome: "pass",
      findings: [{ object: "Pod shop/web", message: "exempt", outcome: "pass", path: "spec.hostUsers" }],
    },
    {
      name: "in a user namespace, before",
      version: "1.34",
      objects: [mounting("Unmasked", { hostUsers: false })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "unmasked" }],
    },
  ],
  { describe, it },
);

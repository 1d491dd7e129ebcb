// Cases of pss-se-linux-options.
import { describe, it } from "vitest";
import { container, pod, testCheck, type Tweak } from "../../testing/index.ts";
import { pssSeLinuxOptions } from "./pss-se-linux-options.ts";

function labelled(seLinuxOptions: Tweak): ReturnType<typeof pod> {
  return pod({ spec: { securityContext: { seLinuxOptions } } });
}

testCheck(
  pssSeLinuxOptions,
  [
    {
      name: "a level, and a type made for containers",
      objects: [labelled({ level: "s0:c1,c2", type: "container_t" })],
      outcome: "pass",
    },
    {
      name: "no confinement at all",
      objects: [labelled({ type: "spc_t" })],
      outcome: "fail",
      docs: true,
      findings: [
        { object: "Pod shop/web", message: "type", severity: "high", path: "spec.securityContext.seLinuxOptions.type" },
      ],
    },
    {
      name: "user and role",
      objects: [labelled({ user: "sysadm_u", role: "sysadm_r" })],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "identity",
          data: { field: "user", holder: "the pod", container: "", found: "sysadm_u" },
        },
        { object: "Pod shop/web", message: "identity", path: "spec.securityContext.seLinuxOptions.role" },
      ],
    },
    {
      name: "container engines since 1.31",
      version: "1.31",
      objects: [labelled({ type: "container_engine_t" })],
      outcome: "pass",
    },
    {
      name: "container engines before, in a container",
      version: "1.30",
      objects: [
        pod({
          spec: { containers: [container({ securityContext: { seLinuxOptions: { type: "container_engine_t" } } })] },
        }),
      ],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "type", severity: "medium" }],
    },
  ],
  { describe, it },
);

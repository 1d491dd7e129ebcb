// Cases of pss-windows-host-process.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssWindowsHostProcess } from "./pss-windows-host-process.ts";

testCheck(
  pssWindowsHostProcess,
  [
    {
      name: "hostProcess: false",
      objects: [pod({ spec: { securityContext: { windowsOptions: { hostProcess: false } } } })],
      outcome: "pass",
    },
    {
      name: "the pod",
      objects: [pod({ spec: { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "hostProcess",
          path: "spec.securityContext.windowsOptions.hostProcess",
          data: { holder: "the pod", container: "", found: "true" },
        },
      ],
    },
    {
      name: "one container",
      objects: [
        pod({
          spec: {
            hostNetwork: true,
            containers: [container({ securityContext: { windowsOptions: { hostProcess: true } } })],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "hostProcess",
          path: "spec.containers[0].securityContext.windowsOptions.hostProcess",
        },
      ],
    },
  ],
  { describe, it },
);

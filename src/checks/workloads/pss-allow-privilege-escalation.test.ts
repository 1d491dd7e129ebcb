// Cases of pss-allow-privilege-escalation.
import { describe, it } from "vitest";
import { container, pod, testCheck, type Tweak } from "../../testing/index.ts";
import { pssAllowPrivilegeEscalation } from "./pss-allow-privilege-escalation.ts";

function having(securityContext: Tweak, spec: Tweak = {}): ReturnType<typeof pod> {
  return pod({ spec: { containers: [container({ securityContext })], ...spec } });
}

testCheck(
  pssAllowPrivilegeEscalation,
  [
    { name: "switched off", objects: [pod()], outcome: "pass" },
    {
      name: "not set",
      objects: [having({ allowPrivilegeEscalation: undefined })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "unset",
          path: "spec.containers[0].securityContext.allowPrivilegeEscalation",
        },
      ],
    },
    {
      name: "no security context at all",
      objects: [pod({ spec: { containers: [{ name: "web", image: "web" }] } })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "unset" }],
    },
    {
      name: "switched on",
      objects: [having({ allowPrivilegeEscalation: true })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "allowed" }],
    },
    {
      name: "privileged, for which the API allows nothing else",
      objects: [
        having({ allowPrivilegeEscalation: undefined, privileged: true }),
        pod({
          metadata: { name: "admin" },
          spec: {
            containers: [
              container({
                securityContext: { allowPrivilegeEscalation: true, capabilities: { add: ["CAP_SYS_ADMIN"] } },
              }),
            ],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "unset" },
        { object: "Pod shop/admin", message: "allowed" },
      ],
    },
    {
      name: "a Windows pod",
      objects: [having({ allowPrivilegeEscalation: undefined }, { os: { name: "windows" } })],
      outcome: "pass",
      findings: [{ object: "Pod shop/web", message: "exempt", outcome: "pass", path: "spec.os.name" }],
    },
  ],
  { describe, it },
);

// Cases of pss-seccomp-profile-restricted.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssSeccompProfileRestricted } from "./pss-seccomp-profile-restricted.ts";

const bare = { seccompProfile: undefined };

testCheck(
  pssSeccompProfileRestricted,
  [
    { name: "the pod's profile", objects: [pod()], outcome: "pass" },
    {
      name: "none",
      objects: [pod({ spec: { securityContext: bare } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "unset",
          path: "spec.containers[0].securityContext.seccompProfile.type",
          data: { holder: "container web", container: "web", found: "" },
        },
      ],
    },
    {
      name: "one of two containers",
      objects: [
        pod({
          spec: {
            securityContext: bare,
            containers: [
              container({ securityContext: { seccompProfile: { type: "RuntimeDefault" } } }),
              container({ name: "side" }),
            ],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "unset", path: "spec.containers[1].securityContext.seccompProfile.type" },
      ],
    },
    {
      name: "Unconfined is reported elsewhere",
      objects: [pod({ spec: { securityContext: { seccompProfile: { type: "Unconfined" } } } })],
      outcome: "pass",
    },
    {
      name: "a Windows pod",
      objects: [pod({ spec: { securityContext: bare, os: { name: "windows" } } })],
      outcome: "pass",
      findings: [{ object: "Pod shop/web", message: "exempt", outcome: "pass", path: "spec.os.name" }],
    },
  ],
  { describe, it },
);

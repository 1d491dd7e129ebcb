// Cases of pss-run-as-non-root.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssRunAsNonRoot } from "./pss-run-as-non-root.ts";

const silent = { runAsNonRoot: undefined };

testCheck(
  pssRunAsNonRoot,
  [
    { name: "the pod promises", objects: [pod()], outcome: "pass" },
    {
      name: "the container does, against its pod's silence",
      objects: [
        pod({
          spec: { securityContext: silent, containers: [container({ securityContext: { runAsNonRoot: true } })] },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "nobody does",
      objects: [pod({ spec: { securityContext: silent } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "unset",
          path: "spec.containers[0].securityContext.runAsNonRoot",
          data: { holder: "container web", container: "web", found: "" },
        },
      ],
    },
    {
      name: "the pod refuses, its containers are silent",
      objects: [pod({ spec: { securityContext: { runAsNonRoot: false } } })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "refused", path: "spec.securityContext.runAsNonRoot" }],
    },
    {
      name: "one container refuses, one is silent",
      objects: [
        pod({
          spec: {
            securityContext: silent,
            containers: [container({ securityContext: { runAsNonRoot: false } }), container({ name: "side" })],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "refused", path: "spec.containers[0].securityContext.runAsNonRoot" },
        { object: "Pod shop/web", message: "unset", path: "spec.containers[1].securityContext.runAsNonRoot" },
      ],
    },
    {
      name: "in a user namespace",
      objects: [pod({ spec: { hostUsers: false, securityContext: silent } })],
      outcome: "pass",
      findings: [{ object: "Pod shop/web", message: "exempt", outcome: "pass", path: "spec.hostUsers" }],
    },
  ],
  { describe, it },
);

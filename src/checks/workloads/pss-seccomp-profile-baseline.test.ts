// Cases of pss-seccomp-profile-baseline.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssSeccompProfileBaseline } from "./pss-seccomp-profile-baseline.ts";

const unconfined = { type: "Unconfined" };
const annotations = { "seccomp.security.alpha.kubernetes.io/pod": "unconfined" };

testCheck(
  pssSeccompProfileBaseline,
  [
    {
      name: "a profile of one's own, and none in a container",
      objects: [
        pod({ spec: { securityContext: { seccompProfile: { type: "Localhost", localhostProfile: "web.json" } } } }),
      ],
      outcome: "pass",
    },
    {
      name: "the pod and a container",
      objects: [
        pod({
          spec: {
            securityContext: { seccompProfile: unconfined },
            containers: [container({ securityContext: { seccompProfile: unconfined } })],
          },
        }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "field",
          path: "spec.securityContext.seccompProfile.type",
          data: { holder: "the pod", container: "", found: "Unconfined" },
        },
        { object: "Pod shop/web", message: "field", path: "spec.containers[0].securityContext.seccompProfile.type" },
      ],
    },
    { name: "annotations no longer count", objects: [pod({ metadata: { annotations } })], outcome: "pass" },
    {
      name: "up to 1.18 they did",
      version: "1.18",
      objects: [pod({ metadata: { annotations } })],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "annotation",
          path: 'metadata.annotations["seccomp.security.alpha.kubernetes.io/pod"]',
        },
      ],
    },
  ],
  { describe, it },
);

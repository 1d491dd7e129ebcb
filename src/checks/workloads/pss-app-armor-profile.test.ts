// Cases of pss-app-armor-profile.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssAppArmorProfile } from "./pss-app-armor-profile.ts";

const annotation = "container.apparmor.security.beta.kubernetes.io/web";

testCheck(
  pssAppArmorProfile,
  [
    {
      name: "the default, by field and annotation",
      objects: [
        pod({
          metadata: { annotations: { [annotation]: "runtime/default" } },
          spec: { securityContext: { appArmorProfile: { type: "RuntimeDefault" } } },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "the pod",
      objects: [pod({ spec: { securityContext: { appArmorProfile: { type: "Unconfined" } } } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "field",
          path: "spec.securityContext.appArmorProfile.type",
          data: { holder: "the pod", container: "", found: "Unconfined" },
        },
      ],
    },
    {
      name: "a container and an annotation",
      objects: [
        pod({
          metadata: { annotations: { [annotation]: "unconfined" } },
          spec: { containers: [container({ securityContext: { appArmorProfile: { type: "Unconfined" } } })] },
        }),
      ],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "field", path: "spec.containers[0].securityContext.appArmorProfile.type" },
        {
          object: "Pod shop/web",
          message: "annotation",
          path: `metadata.annotations["${annotation}"]`,
          data: { holder: "container web", container: "web", found: "unconfined" },
        },
      ],
    },
  ],
  { describe, it },
);

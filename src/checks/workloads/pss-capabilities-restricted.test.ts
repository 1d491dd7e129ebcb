// Cases of pss-capabilities-restricted.
import { describe, it } from "vitest";
import { container, pod, testCheck, type Tweak } from "../../testing/index.ts";
import { pssCapabilitiesRestricted } from "./pss-capabilities-restricted.ts";

function having(capabilities: Tweak | undefined, spec: Tweak = {}): ReturnType<typeof pod> {
  return pod({ spec: { containers: [container({ securityContext: { capabilities } })], ...spec } });
}

testCheck(
  pssCapabilitiesRestricted,
  [
    {
      name: "everything dropped, low ports allowed",
      objects: [having({ drop: ["ALL"], add: ["NET_BIND_SERVICE"] })],
      outcome: "pass",
    },
    {
      name: "nothing is said",
      objects: [having(undefined)],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "kept",
          severity: "medium",
          path: "spec.containers[0].securityContext.capabilities.drop",
        },
      ],
    },
    {
      name: "one of the default set is dropped, another added",
      objects: [having({ drop: ["NET_RAW"], add: ["CHOWN", "NET_BIND_SERVICE"] })],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "kept" },
        {
          object: "Pod shop/web",
          message: "added",
          severity: "low",
          path: "spec.containers[0].securityContext.capabilities.add[0]",
        },
      ],
    },
    {
      name: "what is beyond the default set is reported elsewhere",
      objects: [having({ drop: ["ALL"], add: ["SYS_ADMIN"] })],
      outcome: "pass",
    },
    {
      name: "a Windows pod",
      objects: [having(undefined, { os: { name: "windows" } })],
      outcome: "pass",
      findings: [{ object: "Pod shop/web", message: "exempt", outcome: "pass", path: "spec.os.name" }],
    },
  ],
  { describe, it },
);

// Cases of pss-capabilities-baseline.
import { describe, it } from "vitest";
import { container, pod, testCheck, type Tweak } from "../../testing/index.ts";
import { pssCapabilitiesBaseline } from "./pss-capabilities-baseline.ts";

function adding(...add: readonly string[]): ReturnType<typeof pod> {
  const capabilities: Tweak = { drop: ["ALL"], add };
  return pod({ spec: { containers: [container({ securityContext: { capabilities } })] } });
}

testCheck(
  pssCapabilitiesBaseline,
  [
    { name: "capabilities of the default set", objects: [adding("CHOWN", "NET_BIND_SERVICE")], outcome: "pass" },
    {
      name: "each by what it opens",
      objects: [adding("NET_BIND_SERVICE", "SYS_TIME", "cap_sys_admin", "NET_ADMIN")],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "added",
          severity: "medium",
          path: "spec.containers[0].securityContext.capabilities.add[1]",
        },
        {
          object: "Pod shop/web",
          message: "added",
          severity: "critical",
          path: "spec.containers[0].securityContext.capabilities.add[2]",
        },
        {
          object: "Pod shop/web",
          message: "added",
          severity: "high",
          path: "spec.containers[0].securityContext.capabilities.add[3]",
        },
      ],
    },
    {
      name: "all of them",
      objects: [adding("ALL")],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "added",
          severity: "critical",
          data: { holder: "container web", container: "web", found: "ALL" },
        },
      ],
    },
  ],
  { describe, it },
);

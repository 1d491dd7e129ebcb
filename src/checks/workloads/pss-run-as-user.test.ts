// Cases of pss-run-as-user.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { pssRunAsUser } from "./pss-run-as-user.ts";

testCheck(
  pssRunAsUser,
  [
    { name: "another user", objects: [pod({ spec: { securityContext: { runAsUser: 1000 } } })], outcome: "pass" },
    {
      name: "the pod",
      objects: [pod({ spec: { securityContext: { runAsUser: 0 } } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "root",
          path: "spec.securityContext.runAsUser",
          data: { holder: "the pod", container: "", found: "0" },
        },
      ],
    },
    {
      name: "an init container",
      objects: [pod({ spec: { initContainers: [container({ name: "init", securityContext: { runAsUser: 0 } })] } })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "root", path: "spec.initContainers[0].securityContext.runAsUser" }],
    },
    {
      name: "in a user namespace",
      objects: [pod({ spec: { hostUsers: false, securityContext: { runAsUser: 0 } } })],
      outcome: "pass",
      findings: [{ object: "Pod shop/web", message: "exempt", outcome: "pass", path: "spec.hostUsers" }],
    },
  ],
  { describe, it },
);

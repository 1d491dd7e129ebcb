// Cases of pss-host-namespaces.
import { describe, it } from "vitest";
import { deployment, pod, testCheck } from "../../testing/index.ts";
import { pssHostNamespaces } from "./pss-host-namespaces.ts";

testCheck(
  pssHostNamespaces,
  [
    {
      name: "a pod that keeps to itself, and one that says so",
      objects: [pod(), pod({ metadata: { name: "false" }, spec: { hostNetwork: false, hostPID: false } })],
      outcome: "pass",
    },
    {
      name: "a Deployment on the node's network and process namespace",
      objects: [deployment({ spec: { template: { spec: { hostNetwork: true, hostPID: true } } } })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "shared",
          severity: "high",
          path: "spec.template.spec.hostNetwork",
        },
        {
          object: "Deployment shop/deployment",
          message: "shared",
          severity: "high",
          path: "spec.template.spec.hostPID",
        },
      ],
    },
    {
      name: "shared memory alone weighs less",
      objects: [pod({ spec: { hostIPC: true } })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "shared", severity: "medium", path: "spec.hostIPC" }],
    },
  ],
  { describe, it },
);

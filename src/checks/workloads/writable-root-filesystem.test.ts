// Cases of writable-root-filesystem.
import { describe, it } from "vitest";
import { container, deployment, pod, testCheck } from "../../testing/index.ts";
import { writableRootFilesystem } from "./writable-root-filesystem.ts";

const closed = container({ securityContext: { readOnlyRootFilesystem: true } });

testCheck(
  writableRootFilesystem,
  [
    {
      name: "read-only, and a system that does not know the field",
      objects: [
        pod({ spec: { containers: [closed] } }),
        pod({ metadata: { name: "windows" }, spec: { os: { name: "windows" } } }),
      ],
      outcome: "pass",
    },
    {
      name: "said nothing about it",
      objects: [deployment()],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "writable",
          path: "spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem",
          data: { container: "web" },
        },
      ],
    },
    {
      name: "asked for it, in an init container without a security context",
      objects: [
        pod({
          spec: {
            initContainers: [{ name: "setup", image: "setup:1" }],
            containers: [container({ securityContext: { readOnlyRootFilesystem: false } })],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "writable", data: { container: "setup" } },
        { object: "Pod shop/web", message: "writable", data: { container: "web" } },
      ],
    },
  ],
  { describe, it },
);

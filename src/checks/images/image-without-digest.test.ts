// Cases of image-without-digest.
import { describe, it } from "vitest";
import { container, cronJob, pod, testCheck } from "../../testing/index.ts";
import { imageWithoutDigest } from "./image-without-digest.ts";

testCheck(
  imageWithoutDigest,
  [
    { name: "pinned", objects: [pod(), cronJob()], outcome: "pass" },
    {
      name: "a version, and an init container",
      objects: [
        pod({
          spec: {
            initContainers: [{ name: "setup", image: "setup" }],
            containers: [container({ image: "registry.example/web:1.2.3" })],
          },
        }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        { object: "Pod shop/web", message: "tag", path: "spec.initContainers[0].image" },
        {
          object: "Pod shop/web",
          message: "tag",
          severity: "low",
          path: "spec.containers[0].image",
          data: { image: "registry.example/web:1.2.3", user: "container web" },
        },
      ],
    },
    {
      name: "mounted as a volume, and a volume whose image the pod gets later",
      objects: [
        pod({
          spec: {
            volumes: [
              { name: "later", image: { pullPolicy: "Always" } },
              { name: "models", image: { reference: "registry.example/models:3" } },
              { name: "pinned", image: { reference: `registry.example/models@sha256:${"a".repeat(64)}` } },
            ],
          },
        }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "tag",
          path: "spec.volumes[1].image.reference",
          data: { image: "registry.example/models:3", user: "volume models" },
        },
      ],
    },
  ],
  { describe, it },
);

// Cases of image-tag-mutable.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { imageTagMutable } from "./image-tag-mutable.ts";

const running = (...images: readonly string[]) =>
  pod({ spec: { containers: images.map((image, index) => container({ name: `c${index}`, image })) } });
const mounting = (name: string, reference: string) =>
  pod({ metadata: { name }, spec: { volumes: [{ name: "models", image: { reference } }] } });
const digest = `sha256:${"a".repeat(64)}`;

testCheck(
  imageTagMutable,
  [
    {
      name: "versions, digests, and a port that is no tag",
      objects: [running("nginx:1.27", `nginx:latest@${digest}`, `nginx@${digest}`, "registry.example:5000/web:2")],
      outcome: "pass",
    },
    {
      name: "latest, said and meant",
      objects: [running("nginx:latest", "registry.example:5000/web")],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "latest",
          severity: "medium",
          path: "spec.containers[0].image",
          data: { image: "nginx:latest", user: "container c0" },
        },
        { object: "Pod shop/web", message: "untagged", path: "spec.containers[1].image" },
      ],
    },
    {
      name: "mounted as a volume",
      objects: [mounting("web", "registry.example/models"), mounting("other", "registry.example/models:3")],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "untagged",
          path: "spec.volumes[0].image.reference",
          data: { image: "registry.example/models", user: "volume models" },
        },
      ],
    },
  ],
  { describe, it },
);

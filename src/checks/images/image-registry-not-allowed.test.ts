// Cases of image-registry-not-allowed.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { imageRegistryNotAllowed } from "./image-registry-not-allowed.ts";

const running = (image: string) => pod({ spec: { containers: [container({ image })] } });
const options = { registries: ["registry.example/team", "quay.io/"] };

testCheck(
  imageRegistryNotAllowed,
  [
    {
      name: "below an allowed path",
      options,
      objects: [
        running("registry.example/team/web:1"),
        pod({ metadata: { name: "b" }, spec: { containers: [container({ image: "quay.io/a/b" })] } }),
      ],
      outcome: "pass",
    },
    {
      name: "a registry left out means docker.io",
      options,
      objects: [running("nginx:1.27")],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "foreign",
          severity: "medium",
          path: "spec.containers[0].image",
          data: { image: "nginx:1.27", user: "container web", registry: "docker.io" },
        },
      ],
    },
    {
      name: "names that only start alike",
      options,
      objects: [running("registry.example/team-b/web:1")],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "foreign" }],
    },
    {
      name: "mounted as a volume",
      options,
      objects: [pod({ spec: { volumes: [{ name: "models", image: { reference: "ghcr.io/team/models:3" } }] } })],
      outcome: "fail",
      findings: [
        { object: "Pod shop/web", message: "foreign", path: "spec.containers[0].image" },
        {
          object: "Pod shop/web",
          message: "foreign",
          path: "spec.volumes[0].image.reference",
          data: { image: "ghcr.io/team/models:3", user: "volume models", registry: "ghcr.io" },
        },
      ],
    },
    { name: "no list was given", objects: [running("nginx")], outcome: "not-applicable" },
  ],
  { describe, it },
);

// Cases of image-pull-policy-cached.
import { describe, it } from "vitest";
import { container, pod, testCheck } from "../../testing/index.ts";
import { imagePullPolicyCached } from "./image-pull-policy-cached.ts";

const imagePullSecrets = [{ name: "registry" }];
const running = (tweak: Readonly<Record<string, unknown>>) =>
  pod({ spec: { imagePullSecrets, containers: [container(tweak)] } });
const version = "1.34";

testCheck(
  imagePullPolicyCached,
  [
    {
      name: "always pulled, by word or by default, or public",
      version,
      objects: [
        pod({
          spec: {
            imagePullSecrets,
            containers: [
              container({ imagePullPolicy: "Always" }),
              container({ name: "b", image: "registry.example/web" }),
            ],
          },
        }),
        pod({ metadata: { name: "public" } }),
      ],
      outcome: "pass",
    },
    {
      name: "the default for a version",
      version,
      objects: [running({ image: "registry.example/web:1" })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Pod shop/web",
          message: "cached",
          severity: "low",
          path: "spec.containers[0].imagePullPolicy",
          data: { container: "web", image: "registry.example/web:1", policy: "IfNotPresent" },
        },
      ],
    },
    {
      name: "never pulled",
      version,
      objects: [running({ image: "registry.example/web:latest", imagePullPolicy: "Never" })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "cached" }],
    },
    {
      name: "kubelets check credentials",
      version: "1.35",
      objects: [running({ image: "web:1" })],
      outcome: "not-applicable",
    },
  ],
  { describe, it },
);

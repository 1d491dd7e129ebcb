// Cases of projected-token-long.
import { describe, it } from "vitest";
import { deployment, pod, testCheck } from "../../testing/index.ts";
import { projectedTokenLong } from "./projected-token-long.ts";

const volumes = (serviceAccountToken: object) => [
  { name: "cache", emptyDir: {} },
  { name: "token", projected: { sources: [{ serviceAccountToken: { path: "token", ...serviceAccountToken } }] } },
];
const path = "spec.volumes[1].projected.sources[0].serviceAccountToken.expirationSeconds";

testCheck(
  projectedTokenLong,
  [
    { name: "by default", objects: [pod({ spec: { volumes: volumes({}) } })], outcome: "pass" },
    { name: "a day", objects: [pod({ spec: { volumes: volumes({ expirationSeconds: 86_400 }) } })], outcome: "pass" },
    {
      name: "a month",
      objects: [
        deployment({
          spec: { template: { spec: { volumes: volumes({ expirationSeconds: 2_592_000, audience: "vault" }) } } },
        }),
      ],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "long",
          path: `spec.template.${path}`,
          data: { audience: "vault", hours: 720 },
        },
      ],
    },
    {
      name: "longer than the user wants",
      objects: [pod({ spec: { volumes: volumes({ expirationSeconds: 7200 }) } })],
      options: { longest: 3600 },
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "long", path, data: { audience: "the API server", hours: 2 } }],
    },
  ],
  { describe, it },
);

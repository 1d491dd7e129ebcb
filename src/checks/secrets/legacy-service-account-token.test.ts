// Cases of legacy-service-account-token.
import { describe, it } from "vitest";
import { secret, testCheck } from "../../testing/index.ts";
import { legacyServiceAccountToken } from "./legacy-service-account-token.ts";

const type = "kubernetes.io/service-account-token";

testCheck(
  legacyServiceAccountToken,
  [
    { name: "another type", objects: [secret()], outcome: "pass" },
    {
      name: "a token asked for by annotation",
      objects: [secret({ type, metadata: { annotations: { "kubernetes.io/service-account.name": "ci" } } })],
      outcome: "fail",
      docs: true,
      findings: [
        { object: "Secret shop/secret", message: "token", severity: "medium", path: "type", data: { account: "ci" } },
      ],
    },
    {
      name: "without the annotation",
      objects: [secret({ type })],
      outcome: "fail",
      findings: [{ object: "Secret shop/secret", message: "token", data: { account: "unknown" } }],
    },
    { name: "secrets are listed only when asked for", objects: [], missing: ["secrets"], outcome: "unknown" },
  ],
  { describe, it },
);

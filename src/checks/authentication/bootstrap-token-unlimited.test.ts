// Cases of bootstrap-token-unlimited.
import { describe, it } from "vitest";
import { secret, testCheck } from "../../testing/index.ts";
import { bootstrapTokenUnlimited } from "./bootstrap-token-unlimited.ts";

const auth = { "usage-bootstrap-authentication": "" };
const token = (data: Readonly<Record<string, string>>, namespace = "kube-system") =>
  secret({ metadata: { name: "bootstrap-token-abc123", namespace }, type: "bootstrap.kubernetes.io/token", data });

testCheck(
  bootstrapTokenUnlimited,
  [
    { name: "it expires", objects: [token({ ...auth, expiration: "" })], outcome: "pass" },
    { name: "it only signs", objects: [token({ "usage-bootstrap-signing": "" })], outcome: "pass" },
    { name: "nobody looks there", objects: [token(auth, "shop"), secret()], outcome: "pass" },
    {
      name: "it does not expire",
      objects: [token(auth)],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Secret kube-system/bootstrap-token-abc123",
          message: "unlimited",
          severity: "medium",
          data: { token: "abc123" },
        },
      ],
    },
    { name: "secrets are listed only when asked for", objects: [], missing: ["secrets"], outcome: "unknown" },
  ],
  { describe, it },
);

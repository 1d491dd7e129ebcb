// Cases of tls-secret-expiring.
import { describe, it } from "vitest";
import { buildCertificate, commonName } from "../../../test/fixtures/certificates/build-certificate.ts";
import { pem } from "../../../test/fixtures/certificates/build-request.ts";
import { secret, testCheck } from "../../testing/index.ts";
import { tlsSecretExpiring } from "./tls-secret-expiring.ts";

const tls = (notAfter: string, key = "tls.crt") => {
  const text = pem("CERTIFICATE", buildCertificate({ subject: commonName("shop.example"), notAfter }));
  return secret({ type: "kubernetes.io/tls", data: { [key]: Buffer.from(text).toString("base64") } });
};
const object = "Secret shop/secret";

testCheck(
  tlsSecretExpiring,
  [
    { name: "it lasts", objects: [tls("360101000000Z")], outcome: "pass" },
    { name: "an authority beside it", objects: [tls("261120000000Z", "ca.crt")], outcome: "pass" },
    {
      name: "it has expired",
      objects: [tls("261120000000Z")],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "expired",
          severity: "high",
          path: 'data["tls.crt"]',
          data: { name: "CN=shop.example", days: 3, date: "2026-11-20T00:00:00Z" },
        },
      ],
    },
    {
      name: "within the week",
      objects: [tls("261128000000Z")],
      outcome: "fail",
      findings: [{ object, message: "soon", severity: "medium" }],
    },
    {
      name: "within the month",
      objects: [tls("261213000000Z")],
      outcome: "fail",
      findings: [{ object, message: "soon", severity: "low" }],
    },
    { name: "secrets are listed only when asked for", objects: [], missing: ["secrets"], outcome: "unknown" },
  ],
  { describe, it },
);

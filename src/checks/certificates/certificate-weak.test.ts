// Cases of certificate-weak.
import { describe, it } from "vitest";
import { buildCertificate, commonName, made } from "../../../test/fixtures/certificates/build-certificate.ts";
import { makeKey, pem } from "../../../test/fixtures/certificates/build-request.ts";
import { mutatingWebhook, secret, testCheck } from "../../testing/index.ts";
import { certificateWeak } from "./certificate-weak.ts";

const inBase64 = (der: Buffer): string => Buffer.from(pem("CERTIFICATE", der)).toString("base64");
const tls = (der: Buffer) => secret({ type: "kubernetes.io/tls", data: { "tls.crt": inBase64(der) } });
const weak = makeKey("RSA 1024");
const subject = commonName("shop.example");
const signer = makeKey("RSA 2048");
/** SHA-1 in place of SHA-256 with RSA, whose OIDs differ in the last byte; the signature itself is not looked at. */
const bySha1 = (certificate: Buffer): Buffer =>
  Buffer.from(certificate.toString("hex").replaceAll("2a864886f70d01010b", "2a864886f70d010105"), "hex");

testCheck(
  certificateWeak,
  [
    { name: "an elliptic curve and SHA-256", objects: [tls(buildCertificate({ subject }))], outcome: "pass" },
    {
      name: "a short key",
      objects: [tls(buildCertificate({ subject, key: weak }))],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Secret shop/secret",
          message: "weak-key",
          severity: "medium",
          path: 'data["tls.crt"]',
          data: { name: "CN=shop.example", seen: "RSA 1024" },
        },
      ],
    },
    {
      name: "a short key of an authority",
      objects: [
        mutatingWebhook({
          webhooks: [
            {
              name: "hook.example.com",
              clientConfig: {
                caBundle: inBase64(buildCertificate({ subject, key: weak, extensions: [made.authority()] })),
              },
            },
          ],
        }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "MutatingWebhookConfiguration mutatingwebhookconfiguration",
          message: "weak-key",
          severity: "high",
          path: "webhooks[0].clientConfig.caBundle",
        },
      ],
    },
    {
      name: "a signature by SHA-1",
      objects: [tls(bySha1(buildCertificate({ subject, signer })))],
      outcome: "fail",
      findings: [{ object: "Secret shop/secret", message: "weak-signature", severity: "medium" }],
    },
  ],
  { describe, it },
);

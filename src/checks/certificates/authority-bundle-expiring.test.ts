// Cases of authority-bundle-expiring.
import { describe, it } from "vitest";
import { buildCertificate, commonName, made } from "../../../test/fixtures/certificates/build-certificate.ts";
import { pem } from "../../../test/fixtures/certificates/build-request.ts";
import { configMap, testCheck, validatingWebhook } from "../../testing/index.ts";
import { authorityBundleExpiring } from "./authority-bundle-expiring.ts";

const authority = (notAfter: string) =>
  pem("CERTIFICATE", buildCertificate({ subject: commonName("hook-ca"), notAfter, extensions: [made.authority()] }));
const hook = (...bundle: readonly string[]) =>
  validatingWebhook({
    webhooks: [
      { name: "check.example.com", clientConfig: { caBundle: Buffer.from(bundle.join("")).toString("base64") } },
    ],
  });
const object = "ValidatingWebhookConfiguration validatingwebhookconfiguration";
const [past, days, weeks, later] = ["261120000000Z", "261128000000Z", "261213000000Z", "360101000000Z"].map(
  authority,
) as [string, string, string, string];

testCheck(
  authorityBundleExpiring,
  [
    { name: "it lasts", objects: [hook(later)], outcome: "pass" },
    {
      name: "a ConfigMap of one's own is not looked at",
      objects: [configMap({ data: { "ca.crt": past } }), hook(later)],
      outcome: "pass",
    },
    {
      name: "it has expired",
      objects: [hook(past)],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "expired",
          severity: "high",
          path: "webhooks[0].clientConfig.caBundle",
          data: { name: "CN=hook-ca", days: 3, date: "2026-11-20T00:00:00Z" },
        },
      ],
    },
    {
      name: "within the week",
      objects: [hook(days)],
      outcome: "fail",
      findings: [{ object, message: "soon", severity: "medium" }],
    },
    {
      name: "within the month",
      objects: [hook(weeks)],
      outcome: "fail",
      findings: [
        {
          object,
          message: "soon",
          severity: "low",
          data: { days: 20, name: "CN=hook-ca", date: "2026-12-13T00:00:00Z" },
        },
      ],
    },
    {
      name: "beside one that lasts",
      objects: [hook(past, later)],
      outcome: "fail",
      findings: [{ object, message: "expired", severity: "info" }],
    },
    { name: "sooner than the user wants to know", objects: [hook(weeks)], options: { days: 7 }, outcome: "pass" },
  ],
  { describe, it },
);

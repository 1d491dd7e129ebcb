// Cases of request-header-authority-shared.
import { describe, it } from "vitest";
import { certificatePem } from "../../../test/fixtures/certificates.ts";
import { buildCertificate, commonName } from "../../../test/fixtures/certificates/build-certificate.ts";
import { configMap, testCheck } from "../../testing/index.ts";
import { requestHeaderAuthorityShared } from "./request-header-authority-shared.ts";

const der = buildCertificate({ subject: commonName("front-proxy-ca") });
const other = `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
const map = (proxies: string, allowed: string, name = "extension-apiserver-authentication") =>
  configMap({
    metadata: { name, namespace: "kube-system" },
    data: {
      "client-ca-file": certificatePem,
      "requestheader-client-ca-file": proxies,
      "requestheader-allowed-names": allowed,
    },
  });
const object = "ConfigMap kube-system/extension-apiserver-authentication";

testCheck(
  requestHeaderAuthorityShared,
  [
    { name: "an authority of its own", objects: [map(other, '["front-proxy-client"]')], outcome: "pass" },
    { name: "no front proxy", objects: [map("", "[]"), map(certificatePem, "[]", "mine")], outcome: "pass" },
    {
      name: "the same authority, for one name",
      objects: [map(certificatePem, '["front-proxy-client"]')],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object,
          message: "named",
          severity: "high",
          path: "data.requestheader-client-ca-file",
          data: { names: "front-proxy-client" },
        },
      ],
    },
    {
      name: "one of two, for every name",
      objects: [map(other + certificatePem, "[]")],
      outcome: "fail",
      findings: [{ object, message: "any", severity: "critical" }],
    },
  ],
  { describe, it },
);

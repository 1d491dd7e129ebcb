// Cases of client-certificate-long.
import { describe, it } from "vitest";
import { buildCertificate, commonName } from "../../../test/fixtures/certificates/build-certificate.ts";
import { pem } from "../../../test/fixtures/certificates/build-request.ts";
import { certificateSigningRequest, testCheck, type Tweak } from "../../testing/index.ts";
import { clientCertificateLong } from "./client-certificate-long.ts";

const issued = (notBefore: string, notAfter: string, spec: Tweak = {}) => {
  const der = buildCertificate({ subject: commonName("jane"), notBefore, notAfter });
  const certificate = Buffer.from(pem("CERTIFICATE", der)).toString("base64");
  return certificateSigningRequest({ spec, status: { certificate } });
};
const [begin, year] = ["261101000000Z", "271101000000Z"] as const;

testCheck(
  clientCertificateLong,
  [
    { name: "a month", objects: [issued(begin, "261201000000Z")], outcome: "pass" },
    { name: "ended", objects: [issued("250101000000Z", "260101000000Z")], outcome: "pass" },
    {
      name: "a kubelet, which renews it",
      objects: [issued(begin, year, { signerName: "kubernetes.io/kube-apiserver-client-kubelet" })],
      outcome: "pass",
    },
    {
      name: "a year",
      objects: [issued(begin, year)],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "CertificateSigningRequest certificatesigningrequest",
          message: "long",
          path: "status.certificate",
          data: { name: "CN=jane", date: "2027-11-01T00:00:00Z", days: 365 },
        },
      ],
    },
    { name: "as long as the user allows", objects: [issued(begin, year)], options: { days: 365 }, outcome: "pass" },
  ],
  { describe, it },
);

// Cases of ingress-certificate-unfit.
import { describe, it } from "vitest";
import { buildCertificate, made, type MadeExtension } from "../../../test/fixtures/certificates/build-certificate.ts";
import { pem } from "../../../test/fixtures/certificates/build-request.ts";
import { ingress, secret, testCheck } from "../../testing/index.ts";
import { ingressCertificateUnfit } from "./ingress-certificate-unfit.ts";

const tls = (...extensions: readonly MadeExtension[]) => {
  const text = pem("CERTIFICATE", buildCertificate({ extensions }));
  const data = { "tls.crt": Buffer.from(text).toString("base64") };
  return secret({ metadata: { name: "shop-tls" }, type: "kubernetes.io/tls", data });
};
const named = (...names: readonly string[]) => made.names(...names.map((name) => [2, name] as const));
const clientAuth = "1.3.6.1.5.5.7.3.2";

testCheck(
  ingressCertificateUnfit,
  [
    { name: "for the host", objects: [ingress(), tls(named("shop.example"))], outcome: "pass" },
    { name: "for hosts like it", objects: [ingress(), tls(named("*.example"))], outcome: "pass" },
    { name: "no such Secret", objects: [ingress()], outcome: "pass" },
    {
      name: "a wildcard of the Ingress",
      objects: [
        ingress({ spec: { tls: [{ hosts: ["*.shop.example"], secretName: "shop-tls" }] } }),
        tls(named("*.shop.example")),
      ],
      outcome: "pass",
    },
    {
      name: "for another host",
      objects: [ingress(), tls(named("bank.example"))],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Ingress shop/ingress",
          message: "host",
          path: "spec.tls[0].hosts[0]",
          data: { secret: "shop-tls", host: "shop.example" },
        },
      ],
    },
    {
      name: "one host in place of all",
      objects: [
        ingress({ spec: { tls: [{ hosts: ["*.shop.example"], secretName: "shop-tls" }] } }),
        tls(named("a.shop.example")),
      ],
      outcome: "fail",
      findings: [{ object: "Ingress shop/ingress", message: "host" }],
    },
    {
      name: "for clients",
      objects: [ingress(), tls(named("shop.example"), made.usages(clientAuth))],
      outcome: "fail",
      findings: [{ object: "Ingress shop/ingress", message: "usage", data: { secret: "shop-tls" } }],
    },
  ],
  { describe, it },
);

// Certificates whose key or signature can be forged.
import { certificateHoldings, certificatesIn, defineCheck, type CertificateHolding } from "../../checking/index.ts";
import { certificateFlaws, type CertificateRole } from "../../engines/certificates/index.ts";
import { formatName, type Certificate } from "../../languages/x509/index.ts";
import { certificateParts } from "../../model/index.ts";

const kinds = [
  "Secret",
  "ConfigMap",
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration",
  "APIService",
  "CertificateSigningRequest",
  "ClusterTrustBundle",
];

function roleOf({ basicConstraints }: Certificate, { purpose }: CertificateHolding): CertificateRole {
  return basicConstraints?.ca === true ? "authority" : (purpose ?? "server");
}

/** Field path of the place: keys of Secrets and ConfigMaps stand below data. */
function pathOf({ object, entry }: CertificateHolding): string {
  return object.kind === "Secret" || object.kind === "ConfigMap" ? `data["${entry}"]` : entry;
}

export const certificateWeak = defineCheck({
  id: "certificate-weak",
  domain: "certificates",
  title: "Certificate has a weak key or signature",
  severity: "medium",
  rationale:
    "RSA keys below 2048 bits are within reach of those who can pay for the computing. Signatures by MD5 and SHA-1 can be moved to another certificate, and Go refuses certificates that bear one. Either way somebody may stand in for the server, the user or the authority.",
  remediation: "Issue the certificate anew, with ECDSA P-256 or RSA of 2048 bits or more, and SHA-256.",
  references: ["https://csrc.nist.gov/pubs/sp/800/131/a/r2/final"],
  reads: [
    { part: certificateParts[0], as: "each" },
    ...certificateParts.slice(1).map((part) => ({ part, as: "each" }) as const),
  ],
  messages: {
    "weak-key": "{name} has a key that is too weak: {seen}",
    "weak-signature": "{name} is signed in a way that can be forged: {seen}",
  },
  *run(model, context) {
    const asOf = Date.parse(context.asOf);
    for (const holding of context.each(certificateHoldings(model, kinds))) {
      for (const certificate of certificatesIn(holding)) {
        for (const { kind, seen } of certificateFlaws(certificate, { role: roleOf(certificate, holding), asOf })) {
          if (kind !== "weak-key" && kind !== "weak-signature") continue;
          const path = pathOf(holding);
          yield {
            object: holding.object,
            message: kind,
            severity: certificate.basicConstraints?.ca === true ? "high" : "medium",
            path,
            data: { name: formatName(certificate.subject) || "a certificate without a subject", seen },
            evidence: [{ source: "field", path, text: `the certificate has ${seen}` }],
          };
        }
      }
    }
  },
});

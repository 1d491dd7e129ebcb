// Authorities that others are told to trust, near their end.
import { certificateHoldings, certificatesIn, defineCheck, type CertificateHolding } from "../../checking/index.ts";
import { certificateFlaws } from "../../engines/certificates/index.ts";
import { formatName, rfc3339, type Certificate } from "../../languages/x509/index.ts";

const day = 24 * 3600 * 1000;
const webhooks = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"] as const;

/** The worst a certificate's dates can mean in its bundle: others there may stand in for it. */
function severityOf(
  certificate: Certificate,
  holding: CertificateHolding,
  now: number,
): "high" | "medium" | "low" | "info" {
  const lasting = certificatesIn(holding).some(({ notAfter }) => notAfter > Math.max(now, certificate.notAfter));
  if (lasting) return "info";
  const left = certificate.notAfter - now;
  return left < 0 ? "high" : left < 7 * day ? "medium" : "low";
}

export const authorityBundleExpiring = defineCheck({
  id: "authority-bundle-expiring",
  domain: "certificates",
  title: "Trusted authority has expired, or soon will",
  severity: "medium",
  rationale:
    "Once the authority in a bundle has expired, whoever goes by the bundle trusts no certificate of it. The API server then calls neither the webhook nor the aggregated API: requests fail, or go on without the webhook where it fails open.",
  remediation: "Issue the authority anew, put it into the bundle beside the old one, and let the certificates follow.",
  references: ["https://kubernetes.io/docs/tasks/administer-cluster/certificates/"],
  reads: [
    { part: "validatingwebhookconfigurations.admissionregistration.k8s.io", as: "each" },
    { part: "mutatingwebhookconfigurations.admissionregistration.k8s.io", as: "each" },
    { part: "apiservices.apiregistration.k8s.io", as: "each" },
    { part: "clustertrustbundles.certificates.k8s.io", as: "each" },
    { part: "configmaps", as: "each" },
  ],
  options: { days: { default: 30, description: "how many days before its end an authority is reported" } },
  messages: {
    expired: "{name} expired {days} days ago, on {date}",
    soon: "{name} expires in {days} days, on {date}",
  },
  *run(model, context) {
    const now = Date.parse(context.asOf);
    const soonDays = context.options.days;
    const kinds = [...webhooks, "APIService", "ClusterTrustBundle", "ConfigMap"];
    for (const holding of context.each(certificateHoldings(model, kinds))) {
      for (const certificate of certificatesIn(holding)) {
        const flaws = certificateFlaws(certificate, { role: "authority", asOf: now, soonDays });
        if (!flaws.some(({ kind }) => kind === "expired" || kind === "expires-soon")) continue;
        const days = Math.floor(Math.abs(certificate.notAfter - now) / day);
        const [name, date] = [formatName(certificate.subject), rfc3339(certificate.notAfter)];
        yield {
          object: holding.object,
          message: certificate.notAfter < now ? "expired" : "soon",
          severity: severityOf(certificate, holding, now),
          path: holding.entry,
          data: { name, days, date },
          evidence: [{ source: "field", path: holding.entry, text: `the certificate of ${name} ends on ${date}` }],
        };
      }
    }
  },
});

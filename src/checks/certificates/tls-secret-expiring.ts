// Certificates in Secrets, near their end.
import { certificateHoldings, certificatesIn, defineCheck } from "../../checking/index.ts";
import { certificateFlaws } from "../../engines/certificates/index.ts";
import { formatName, rfc3339 } from "../../languages/x509/index.ts";

const day = 24 * 3600 * 1000;

export const tlsSecretExpiring = defineCheck({
  id: "tls-secret-expiring",
  domain: "certificates",
  title: "Certificate of a Secret has expired, or soon will",
  severity: "medium",
  rationale:
    "Clients refuse a server whose certificate has expired, and people who are used to the warning confirm the next one too. What renews certificates does so weeks before their end, so one that is near it is often no longer renewed by anybody.",
  remediation: "Find out what was to renew the certificate and why it did not, then replace tls.crt and tls.key.",
  references: ["https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets"],
  reads: [{ part: "secrets", as: "each" }],
  options: { days: { default: 30, description: "how many days before its end a certificate is reported" } },
  messages: {
    expired: "the certificate of {name} expired {days} days ago, on {date}",
    soon: "the certificate of {name} expires in {days} days, on {date}",
  },
  *run(model, context) {
    const now = Date.parse(context.asOf);
    const soonDays = context.options.days;
    for (const holding of context.each(certificateHoldings(model, ["Secret"]))) {
      const [certificate] = certificatesIn(holding);
      if (certificate === undefined || holding.entry !== "tls.crt") continue;
      const flaws = certificateFlaws(certificate, { role: "server", asOf: now, soonDays });
      if (!flaws.some(({ kind }) => kind === "expired" || kind === "expires-soon")) continue;
      const left = certificate.notAfter - now;
      const [name, date] = [formatName(certificate.subject) || "an unnamed subject", rfc3339(certificate.notAfter)];
      const path = 'data["tls.crt"]';
      yield {
        object: holding.object,
        message: left < 0 ? "expired" : "soon",
        severity: left < 0 ? "high" : left < 7 * day ? "medium" : "low",
        path,
        data: { name, days: Math.floor(Math.abs(left) / day), date },
        evidence: [{ source: "field", path, text: `the first certificate ends on ${date}` }],
      };
    }
  },
});

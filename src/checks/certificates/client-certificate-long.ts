// Client certificates that log somebody in for long.
import { certificateHoldings, certificatesIn, defineCheck } from "../../checking/index.ts";
import { formatName, rfc3339 } from "../../languages/x509/index.ts";

const day = 24 * 3600 * 1000;
const part = "certificatesigningrequests.certificates.k8s.io";

export const clientCertificateLong = defineCheck({
  id: "client-certificate-long",
  domain: "certificates",
  title: "Issued client certificate lasts long",
  severity: "low",
  rationale:
    "Nothing takes a client certificate back: the API server looks at no list of revoked ones, and a user has no object to delete. Whoever leaves, or loses a laptop, stays in until the certificate ends.",
  remediation: "Ask for less with spec.expirationSeconds, and let people log in through an identity provider.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/"],
  reads: [{ part, as: "each" }],
  options: { days: { default: 90, description: "how many days a client certificate may be valid" } },
  messages: { long: "{name} can log in until {date}, {days} days after the certificate was issued" },
  *run(model, context) {
    // Kubelets renew theirs by themselves.
    const asked = model.parts[part].objects.filter(
      ({ spec }) => spec?.signerName === "kubernetes.io/kube-apiserver-client",
    );
    const names = new Set(asked.map(({ metadata }) => metadata.name));
    for (const holding of context.each(certificateHoldings(model, ["CertificateSigningRequest"]))) {
      const [certificate] = certificatesIn(holding);
      if (certificate === undefined || !names.has(holding.object.name)) continue;
      const { subject, notBefore, notAfter } = certificate;
      const days = Math.round((notAfter - notBefore) / day);
      if (days <= context.options.days || notAfter < Date.parse(context.asOf)) continue;
      const [name, date] = [formatName(subject) || "an unnamed subject", rfc3339(notAfter)];
      yield {
        object: holding.object,
        message: "long",
        path: holding.entry,
        data: { name, date, days },
        evidence: [{ source: "field", path: holding.entry, text: `the certificate ends on ${date}` }],
      };
    }
  },
});

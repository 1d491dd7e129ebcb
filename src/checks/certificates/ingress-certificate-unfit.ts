// Ingresses whose certificate is for something else.
import { certificateHoldings, certificatesIn, defineCheck } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { hostnameFault, type Certificate } from "../../languages/x509/index.ts";

/** Why clients refuse the certificate for a host; undefined where they take it. A wildcard host needs the same wildcard. */
function faultOf(certificate: Certificate, host: string): "usage" | "host" | undefined {
  const { extendedKeyUsages: usages, names } = certificate;
  if (usages.length > 0 && !usages.includes("server auth") && !usages.includes("any")) return "usage";
  const isNamed = host.startsWith("*.")
    ? names.dns.includes(host)
    : hostnameFault(certificate, host, false) === undefined;
  return isNamed ? undefined : "host";
}

export const ingressCertificateUnfit = defineCheck({
  id: "ingress-certificate-unfit",
  domain: "certificates",
  title: "Certificate of an Ingress is not for its host",
  severity: "medium",
  rationale:
    "Clients compare the host they asked for with the names in the certificate. Where it is not among them the connection fails, or people learn to go on past the warning, which is what an attacker in between needs.",
  remediation: "Issue the certificate for the hosts the Ingress lists, or name the Secret that holds the right one.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/ingress/#tls"],
  reads: [
    { part: "ingresses.networking.k8s.io", as: "each" },
    { part: "secrets", as: "each" },
  ],
  messages: {
    host: "the certificate in secret {secret} is not for {host}",
    usage: "the certificate in secret {secret} is not one for servers",
  },
  *run(model, context) {
    const holdings = certificateHoldings(model, ["Secret"]).filter(({ entry }) => entry === "tls.crt");
    const secrets = new Map(holdings.map((one) => [`${one.object.namespace}/${one.object.name}`, one]));
    for (const ingress of context.each(model.parts["ingresses.networking.k8s.io"].objects)) {
      for (const [index, { hosts = [], secretName = "" }] of (ingress.spec?.tls ?? []).entries()) {
        const holding = secrets.get(`${ingress.metadata.namespace}/${secretName}`);
        const [certificate] = holding === undefined ? [] : certificatesIn(holding);
        if (holding === undefined || certificate === undefined) continue;
        for (const [at, host] of hosts.entries()) {
          const message = faultOf(certificate, host);
          if (message === undefined) continue;
          const path = `spec.tls[${index}].hosts[${at}]`;
          const names = certificate.names.dns.slice(0, 5).join(", ") || "no host";
          yield {
            object: refOf(ingress),
            message,
            path,
            data: message === "host" ? { secret: secretName, host } : { secret: secretName },
            evidence: [{ source: "object", object: holding.object, text: `its certificate names ${names}` }],
          };
        }
      }
    }
  },
});

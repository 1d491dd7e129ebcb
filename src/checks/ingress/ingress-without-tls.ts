// Hosts that are served unencrypted.
import { defineCheck } from "../../checking/index.ts";
import { refOf, type ObjectOfKind } from "../../kubernetes/index.ts";

type Ingress = ObjectOfKind<"ingresses.networking.k8s.io">;

/** A wildcard host stands for exactly one label: `*.shop.example` covers `a.shop.example` (networking/v1 IngressRule). */
function covers(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith("*.") && host.slice(host.indexOf(".")) === pattern.slice(1));
}

function openHosts({ spec = {} }: Ingress): string[] {
  const tls = spec.tls ?? [];
  // An entry without hosts is for all hosts of the controller.
  if (tls.some(({ hosts = [] }) => hosts.length === 0)) return [];
  const covered = tls.flatMap(({ hosts = [] }) => hosts);
  const hosts = new Set((spec.rules ?? []).map(({ host = "*" }) => (host === "" ? "*" : host)));
  if ((spec.defaultBackend ?? spec.backend) !== undefined && tls.length === 0) hosts.add("*");
  return [...hosts].filter((host) => !covered.some((pattern) => covers(pattern, host)));
}

export const ingressWithoutTls = defineCheck({
  id: "ingress-without-tls",
  domain: "ingress",
  title: "Ingress serves hosts without TLS",
  severity: "medium",
  rationale:
    "Without TLS whoever is on the way reads passwords and cookies and changes pages, and visitors cannot tell whether they reached the right server.",
  remediation: "Add the host to spec.tls with the Secret of a certificate, and redirect plain requests.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/ingress/#tls"],
  reads: [{ part: "ingresses.networking.k8s.io", as: "each" }],
  messages: { open: "no TLS is set up for: {hosts}" },
  *run(model, context) {
    for (const ingress of context.each(model.parts["ingresses.networking.k8s.io"].objects)) {
      const open = openHosts(ingress);
      if (open.length === 0) continue;
      const hosts = open.map((host) => (host === "*" ? "any host" : host)).join(", ");
      yield {
        object: refOf(ingress),
        message: "open",
        path: "spec.tls",
        data: { hosts },
        evidence: [{ source: "absence", path: "spec.tls", text: `no entry covers ${hosts}` }],
      };
    }
  },
});

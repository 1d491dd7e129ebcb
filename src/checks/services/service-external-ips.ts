// Services that claim addresses by themselves.
import { defineCheck, fixField } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";

export const serviceExternalIps = defineCheck({
  id: "service-external-ips",
  domain: "services",
  title: "Service claims external addresses",
  severity: "high",
  rationale:
    "Nodes send traffic for every address in externalIPs to the pods of the Service, whoever the address belongs to. Whoever may write Services can so receive what pods send to an address of their choice, a name server or another team's database (CVE-2020-8554).",
  remediation:
    "Remove spec.externalIPs and use a LoadBalancer, whose addresses are assigned. Forbid the field with the admission plugin DenyServiceExternalIPs.",
  references: [
    "https://kubernetes.io/docs/concepts/services-networking/service/#external-ips",
    "https://github.com/kubernetes/kubernetes/issues/97076",
  ],
  reads: [{ part: "services", as: "each" }],
  messages: { claimed: "traffic for {addresses} is sent to the pods of the service" },
  *run(model, context) {
    for (const service of context.each(model.parts.services.objects)) {
      const addresses = service.spec?.externalIPs ?? [];
      if (addresses.length === 0) continue;
      const path = "spec.externalIPs";
      yield {
        object: refOf(service),
        message: "claimed",
        path,
        data: { addresses: addresses.join(", ") },
        evidence: [
          { source: "field", path, value: addresses.join(", "), text: "the addresses are taken as they are written" },
        ],
        fix: fixField(service, {
          path,
          note: "Whoever reaches the service by these addresses needs another way to it.",
        }),
      };
    }
  },
});

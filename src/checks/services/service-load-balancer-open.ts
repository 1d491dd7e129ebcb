// Load balancers that let everybody in.
import { defineCheck } from "../../checking/index.ts";
import { isWideRange, refOf, type KubernetesObject } from "../../kubernetes/index.ts";

/** Annotations by which the cloud controllers of AWS, Azure and Google give an address of the private network. */
const internal: readonly (readonly [annotation: string, value: string])[] = [
  ["service.beta.kubernetes.io/aws-load-balancer-internal", "true"],
  ["service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"],
  ["service.beta.kubernetes.io/azure-load-balancer-internal", "true"],
  ["networking.gke.io/load-balancer-type", "internal"],
];

function isInternal({ metadata }: KubernetesObject): boolean {
  return internal.some(([name, value]) => metadata.annotations?.[name]?.toLowerCase() === value);
}

export const serviceLoadBalancerOpen = defineCheck({
  id: "service-load-balancer-open",
  domain: "services",
  title: "Load balancer lets everybody in",
  severity: "medium",
  rationale:
    "Without source ranges the load balancer passes on what comes from anywhere, with most clouds from the whole Internet. What was meant for an office or a partner is then found by scanners within minutes.",
  remediation:
    "Set spec.loadBalancerSourceRanges, or ask the cloud for an internal load balancer. Where the whole world is meant, put TLS and authentication in front, and waive this finding with the reason.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer"],
  reads: [{ part: "services", as: "each" }],
  messages: {
    unlimited: "the load balancer has no source ranges",
    everywhere: "the source ranges of the load balancer include {range}",
  },
  *run(model, context) {
    for (const service of context.each(model.parts.services.objects)) {
      if (service.spec?.type !== "LoadBalancer" || isInternal(service)) continue;
      const ranges = service.spec.loadBalancerSourceRanges ?? [];
      const range = ranges.find(isWideRange);
      if (ranges.length > 0 && range === undefined) continue;
      const path = "spec.loadBalancerSourceRanges";
      yield {
        object: refOf(service),
        message: range === undefined ? "unlimited" : "everywhere",
        path,
        ...(range === undefined ? {} : { data: { range } }),
        evidence: [{ source: range === undefined ? "absence" : "field", path, text: range ?? "no range is given" }],
      };
    }
  },
});

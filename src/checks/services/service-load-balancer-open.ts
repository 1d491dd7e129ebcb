// Load balancers that let everybody in.
import { defineCheck } from "../../checking/index.ts";
import type { Evidence, Finding } from "../../core/index.ts";
import { internalBalancersAsked, isNodeOf } from "../../facts/internal-load-balancers/index.ts";
import { isWideRange, refOf, type ObjectOfKind } from "../../kubernetes/index.ts";
import { gapOf, type ClusterModel } from "../../model/index.ts";

type Service = ObjectOfKind<"services">;
type Asked = ReturnType<typeof internalBalancersAsked>;

const path = "spec.loadBalancerSourceRanges";

/** Whether a cloud that was asked for an internal load balancer is the nodes'; undefined where no node tells its cloud and not all were seen. */
function isHeard({ parts: { nodes } }: ClusterModel, asked: Asked): boolean | undefined {
  const ids = nodes.objects.flatMap(({ spec }) => spec?.providerID ?? []).filter((id) => id !== "");
  if (ids.some((id) => asked.some((row) => isNodeOf(row, id)))) return true;
  return ids.length === 0 && gapOf(nodes) !== undefined ? undefined : false;
}

function askedEvidence(asked: Asked): Evidence[] {
  return asked.map(({ annotation, provider }): Evidence => {
    return { source: "field", path: `metadata.annotations["${annotation}"]`, text: `only ${provider} reads it` };
  });
}

function judge(model: ClusterModel, service: Service): Finding<keyof typeof messages> | undefined {
  const object = refOf(service);
  const ranges = service.spec?.loadBalancerSourceRanges ?? [];
  const range = ranges.find(isWideRange);
  if (ranges.length > 0 && range === undefined) return undefined;
  const asked = internalBalancersAsked(service.metadata.annotations);
  const heard = asked.length === 0 ? false : isHeard(model, asked);
  if (heard === true) return undefined;
  const evidence = askedEvidence(asked);
  const provider = asked.map((row) => row.provider).join(", ");
  if (heard === undefined) return { object, message: "unheard", outcome: "unknown", data: { provider }, evidence };
  const decided: Evidence = {
    source: range === undefined ? "absence" : "field",
    path,
    text: range ?? "no range is given",
  };
  const finding = { object, path, evidence: [decided, ...evidence] };
  return range === undefined
    ? { ...finding, message: "unlimited" }
    : { ...finding, message: "everywhere", data: { range } };
}

const messages = {
  unlimited: "the load balancer has no source ranges",
  everywhere: "the source ranges of the load balancer include {range}",
  unheard: "asks {provider} for an internal load balancer; which cloud the nodes are of was not seen",
} as const;

export const serviceLoadBalancerOpen = defineCheck({
  id: "service-load-balancer-open",
  domain: "services",
  title: "Load balancer lets everybody in",
  severity: "medium",
  rationale:
    "Without source ranges the load balancer passes on what comes from anywhere, with most clouds from the whole Internet. What was meant for an office or a partner is then found by scanners within minutes. An annotation that asks for an internal load balancer is read by the cloud it is named after, and by no other.",
  remediation:
    "Set spec.loadBalancerSourceRanges, or ask the cloud for an internal load balancer. Where the whole world is meant, put TLS and authentication in front, and waive this finding with the reason.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer"],
  reads: [
    { part: "services", as: "each" },
    { part: "nodes", as: "each" },
  ],
  messages,
  *run(model, context) {
    for (const service of context.each(model.parts.services.objects)) {
      const finding = service.spec?.type === "LoadBalancer" ? judge(model, service) : undefined;
      if (finding !== undefined) yield finding;
    }
  },
});

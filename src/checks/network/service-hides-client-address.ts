// Services from outside that hide the client's address from policies which ask for it.
import { defineCheck, fieldEvidence } from "../../checking/index.ts";
import { networkOutline } from "../../checking/network/index.ts";
import type { Policy } from "../../engines/network-policy/index.ts";
import { jsonPointer } from "../../core/index.ts";
import { matchesSelector, refOf } from "../../kubernetes/index.ts";
import { workloadParts } from "../../model/index.ts";

/** Whether a policy lets in some addresses and not all. */
function asksForAddress({ ingress = [] }: Policy): boolean {
  return ingress.some(
    ({ peers }) =>
      peers !== "any" &&
      peers.some(
        (peer) =>
          peer.kind === "addresses" && peer.blocks.some(({ cidr, except }) => cidr.length > 0 || except.length > 0),
      ),
  );
}

export const serviceHidesClientAddress = defineCheck({
  id: "service-hides-client-address",
  domain: "network",
  title: "A Service hides from policies the client addresses they ask for",
  severity: "medium",
  rationale:
    "With externalTrafficPolicy Cluster a node takes the connection and passes it on under its own address. A policy with an ipBlock for clients then sees a node: it refuses those it was to let in, until somebody adds the nodes and with them lets in everybody.",
  remediation:
    "Set externalTrafficPolicy: Local, which keeps the client's address, on Services whose pods are limited by ipBlock; or limit clients at the load balancer with loadBalancerSourceRanges.",
  references: [
    "https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip",
  ],
  reads: [
    { part: "services", as: "each" },
    { part: "networkpolicies.networking.k8s.io", as: "each" },
    ...workloadParts.map((part) => ({ part, as: "each" }) as const),
  ],
  messages: {
    hidden: "policy {policy} lets in clients by address, and this Service shows pods the addresses of nodes",
  },
  *run(model, context) {
    const outline = networkOutline(model);
    const asking = outline.workloads.filter((one) => outline.policiesOf(one).some(asksForAddress));
    for (const service of context.each(model.parts.services.objects)) {
      const { type = "ClusterIP", selector = {}, externalTrafficPolicy = "Cluster" } = service.spec ?? {};
      if (
        !["LoadBalancer", "NodePort"].includes(type) ||
        externalTrafficPolicy !== "Cluster" ||
        Object.keys(selector).length === 0
      )
        continue;
      const policy = asking
        .filter(
          ({ namespace, template }) =>
            namespace === service.metadata.namespace &&
            matchesSelector({ matchLabels: selector }, template.metadata?.labels),
        )
        .flatMap((workload) => outline.policiesOf(workload))
        .find(asksForAddress);
      if (policy === undefined) continue;
      const path = "spec.externalTrafficPolicy";
      const object = refOf(service);
      const op = service.spec?.externalTrafficPolicy === undefined ? "add" : "replace";
      yield {
        object,
        message: "hidden",
        path,
        data: { policy: policy.name },
        evidence: [fieldEvidence(path, externalTrafficPolicy, "nodes pass connections on under their own address")],
        fix: {
          object,
          patch: [{ op, path: jsonPointer("spec", "externalTrafficPolicy"), value: "Local" }],
          note: "only nodes that run one of the pods then answer: the load balancer must check their health",
        },
      };
    }
  },
});

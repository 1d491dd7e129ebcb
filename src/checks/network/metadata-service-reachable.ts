// Namespaces whose pods reach the cloud's metadata service.
import { defineCheck } from "../../checking/index.ts";
import {
  closedFinding,
  networkReads,
  outlinedReach,
  reachByNamespace,
  tiersGap,
} from "../../checking/network/index.ts";

export const metadataServiceReachable = defineCheck({
  id: "metadata-service-reachable",
  domain: "network",
  title: "Pods reach the metadata service of the cloud",
  severity: "high",
  rationale:
    "The metadata service gives whoever asks from a machine the credentials of that machine: with them a pod acts as its node towards the cloud, reads images and disks, and on some clouds joins the cluster as a node. A server that can be made to fetch an address is enough.",
  remediation:
    "Isolate egress in the namespace and allow what is needed; where all addresses are, take out 169.254.0.0/16 (100.100.100.200 on Alibaba Cloud, 168.63.129.16 on Azure) with except. Give workloads identities of their own, and limit the service itself: a hop limit of 1, a metadata proxy.",
  references: [
    "https://kubernetes.io/docs/concepts/security/security-checklist/#network-security",
    "https://cloud.google.com/kubernetes-engine/docs/how-to/hardening-your-cluster",
  ],
  reads: [...networkReads, { part: "nodes", as: "all" }],
  options: {
    exempt: {
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: "Namespaces whose pods may reach it.",
    },
  },
  messages: {
    open: "{count} of {all} workloads of {namespace} reach {service} at {address}: {examples}",
    ignored: "policies keep workloads of {namespace} from {service}, but the network plugin does not enforce them",
    closed: "no workload of {namespace} reaches {service}",
  },
  *run(model, context) {
    const { targets } = outlinedReach(model);
    // Without a node there is no telling whose cloud it would be.
    if (model.parts.nodes.objects.length === 0) return;
    if (!targets.some(({ kind }) => kind === "metadata")) return;
    const gap = tiersGap(model);
    const all = reachByNamespace(model).filter(({ namespace }) => !context.options.exempt.includes(namespace));
    for (const one of context.each(all)) {
      const { namespace, object } = one;
      for (const target of targets.filter(({ kind }) => kind === "metadata")) {
        const { first, open: count, examples, ignored, unsure, total } = one.of(target);
        const data = { namespace, service: target.name };
        if (first !== undefined) {
          const more = { count, all: total, address: first.at, examples: examples.join(", ") };
          const evidence = [{ source: "rule", text: first.text }] as const;
          yield { object, message: "open", data: { ...data, ...more }, evidence };
        } else if (ignored > 0) {
          const evidence = [{ source: "absence", text: "the plugin does not enforce what keeps them away" }] as const;
          yield { object, message: "ignored", data, evidence };
        } else yield { object, message: "closed", data, ...closedFinding(gap, unsure) };
      }
    }
  },
});

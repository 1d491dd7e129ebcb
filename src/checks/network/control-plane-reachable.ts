// Namespaces whose pods reach etcd or the kubelets of other nodes.
import { defineCheck } from "../../checking/index.ts";
import {
  closedFinding,
  networkReads,
  outlinedReach,
  reachByNamespace,
  tiersGap,
} from "../../checking/network/index.ts";

export const controlPlaneReachable = defineCheck({
  id: "control-plane-reachable",
  domain: "network",
  title: "Ordinary pods reach etcd or kubelets",
  severity: "low",
  rationale:
    "etcd holds every Secret, and a kubelet runs commands in every pod of its node. Both ask for certificates or tokens, so that a way there is not yet a way in; but it is what an intruder with a stolen certificate, or a flaw in either, needs. No ordinary workload talks to them.",
  remediation:
    "Isolate egress in the namespace, or deny pods the addresses of nodes with a cluster-wide policy; keep etcd on a network of its own, and let a firewall admit only API servers to its ports.",
  references: ["https://kubernetes.io/docs/reference/networking/ports-and-protocols/"],
  reads: [...networkReads, { part: "nodes", as: "all" }],
  options: {
    exempt: {
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: "Namespaces whose pods may reach them.",
    },
  },
  messages: {
    etcd: "{count} of {all} workloads of {namespace} reach etcd at {address}: {examples}",
    kubelet: "{count} of {all} workloads of {namespace} reach kubelets of other nodes: {examples}",
    ignored: "policies keep workloads of {namespace} from {service}, but the network plugin does not enforce them",
    closed: "no workload of {namespace} reaches {service}",
  },
  *run(model, context) {
    const asked = outlinedReach(model).targets.filter(({ kind }) => kind === "etcd" || kind === "kubelet");
    if (asked.length === 0) return;
    const gap = tiersGap(model);
    const all = reachByNamespace(model).filter(({ namespace }) => !context.options.exempt.includes(namespace));
    for (const one of context.each(all)) {
      const { namespace, object } = one;
      for (const target of asked) {
        const { first, open: count, examples, ignored, unsure, total } = one.of(target);
        const severity = target.kind === "etcd" ? "medium" : "low";
        const data = { namespace, service: target.name };
        if (first !== undefined) {
          const more = { count, all: total, address: first.at, examples: examples.join(", ") };
          const evidence = [{ source: "rule", text: first.text }] as const;
          const message = target.kind === "etcd" ? "etcd" : "kubelet";
          yield { object, message, severity, data: { ...data, ...more }, evidence };
        } else if (ignored > 0) {
          const evidence = [{ source: "absence", text: "the plugin does not enforce what keeps them away" }] as const;
          yield { object, message: "ignored", severity, data, evidence };
        } else yield { object, message: "closed", severity, data, ...closedFinding(gap, unsure) };
      }
    }
  },
});

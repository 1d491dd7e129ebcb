// Namespaces whose pods reach etcd or the kubelets of other nodes.
import { defineCheck } from "../../checking/index.ts";
import { networkReads, outlinedReach, reachByNamespace, tiersGap } from "../../checking/network/index.ts";

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
    closed: "no workload of {namespace} reaches {service}",
  },
  *run(model, context) {
    const asked = outlinedReach(model).targets.filter(({ kind }) => kind === "etcd" || kind === "kubelet");
    if (asked.length === 0) return;
    const gap = tiersGap(model);
    const outcome = gap === undefined ? "pass" : "unknown";
    const text = gap === undefined ? "policies leave no way there" : `cluster-wide policies may open it: ${gap.reason}`;
    const all = reachByNamespace(model).filter(({ namespace }) => !context.options.exempt.includes(namespace));
    for (const one of context.each(all)) {
      const { namespace, object } = one;
      for (const target of asked) {
        const { open, total } = one.of(target);
        const [first] = open;
        if (first === undefined) {
          const evidence = [{ source: "rule", text }] as const;
          yield { object, message: "closed", outcome, data: { namespace, service: target.name }, evidence };
          continue;
        }
        const examples = open
          .slice(0, 3)
          .map(({ name }) => name)
          .join(", ");
        const data = { namespace, count: open.length, all: total, address: first.at, examples };
        const evidence = [{ source: "rule", text: first.text }] as const;
        const isEtcd = target.kind === "etcd";
        yield { object, message: isEtcd ? "etcd" : "kubelet", severity: isEtcd ? "medium" : "low", data, evidence };
      }
    }
  },
});

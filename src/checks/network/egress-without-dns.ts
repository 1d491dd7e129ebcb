// Workloads that may connect to something and cannot find it by its name.
import { defineCheck } from "../../checking/index.ts";
import { networkOutline, networkReads, type NetworkOutline } from "../../checking/network/index.ts";
import { connections } from "../../engines/network-policy/index.ts";

/** Whether any pod behind the cluster's DNS is reached on one of its UDP ports, or on 53. */
function reachesDns({ compiled, input, dns }: NetworkOutline, pod: number): boolean {
  return dns.some((to) => {
    const { ports } = connections(compiled, { pod }, { pod: to });
    const named = (input.pods[to]?.ports ?? []).filter(({ protocol }) => protocol === "UDP");
    const asked = named.length > 0 ? named.map(({ containerPort }) => containerPort) : [53];
    return asked.some((port) => ports.UDP.some(([first, last]) => port >= first && port <= last));
  });
}

/** The node's own cache of DNS, which many clusters ask instead. */
const nodeLocal = { address: { family: 4, value: 0xa9fe140an } } as const;

function reachesAddress({ compiled }: NetworkOutline, pod: number): boolean {
  return connections(compiled, { pod }, nodeLocal).ports.UDP.some(([first, last]) => first <= 53 && last >= 53);
}

export const egressWithoutDns = defineCheck({
  id: "egress-without-dns",
  domain: "network",
  title: "Policies let a workload connect to others and cut it off from DNS",
  severity: "low",
  rationale:
    "Isolating egress closes DNS too, unless a rule allows it. What the other rules allow then fails all the same, as names cannot be resolved; the usual repair in a hurry is a rule that allows everything.",
  remediation:
    "Allow UDP and TCP port 53 to the pods of the cluster's DNS in kube-system, in one policy for all pods of the namespace.",
  references: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic",
  ],
  reads: [...networkReads, { part: "services", as: "all" }],
  messages: { cut: "policies allow it some egress ({policies}) and none to the cluster's DNS" },
  *run(model, context) {
    const outline = networkOutline(model);
    const answers = new Map<number, boolean>();
    const judged = outline.dns.length === 0 ? [] : outline.workloads.filter(({ spec }) => spec.hostNetwork !== true);
    for (const workload of context.each(judged)) {
      const policies = outline.policiesOf(workload).filter(({ egress }) => egress !== undefined);
      const allowing = policies.filter(({ egress }) => egress?.some(({ action }) => action === "accept") === true);
      if (allowing.length === 0) continue;
      const pod = outline.podOf(workload);
      const reached = answers.get(pod) ?? (reachesDns(outline, pod) || reachesAddress(outline, pod));
      answers.set(pod, reached);
      if (reached) continue;
      const names = allowing
        .slice(0, 3)
        .map(({ name }) => name)
        .join(", ");
      const evidence = [
        { source: "absence", text: "no rule allows UDP port 53 to the pods behind the DNS Service" },
      ] as const;
      yield { object: workload.ref, message: "cut", data: { policies: names }, evidence };
    }
  },
});

// Workloads left out where policies isolate their neighbours.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { networkOutline } from "../../checking/network/index.ts";
import type { Direction, Policy } from "../../engines/network-policy/index.ts";
import { policiesIn } from "../../model/index.ts";

const limits = (policy: Policy, direction: Direction): boolean => policy[direction] !== undefined;

export const workloadWithoutNetworkPolicy = defineCheck({
  id: "workload-without-network-policy",
  domain: "network",
  title: "No network policy selects a workload, although others of its namespace are isolated",
  severity: "medium",
  rationale:
    "A pod that no policy selects is open whatever the policies around it say. In a namespace where somebody has begun to isolate pods, such a workload was mostly forgotten, or its labels changed, and it is the way around the policies of its neighbours.",
  remediation:
    "Give the namespace a default-deny policy, which selects all pods, and a policy for what this workload needs. Compare the workload's labels with the podSelectors of the policies that exist.",
  references: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation",
  ],
  reads: [...workloadReads, { part: "networkpolicies.networking.k8s.io", as: "all", within: "namespace" }],
  options: {
    exempt: {
      default: ["kube-system", "kube-public", "kube-node-lease"],
      description: "Namespaces that are left open.",
    },
  },
  messages: {
    ingress: "no policy limits who connects to this workload, though {policy} limits it for others in {namespace}",
    egress: "no policy limits where this workload connects to, though {policy} limits it for others in {namespace}",
  },
  *run(model, context) {
    const outline = networkOutline(model);
    const written = new Map<string, Readonly<Partial<Record<Direction, string>>>>();
    for (const { kind, namespace = "", name, ingress, egress } of outline.policies) {
      if (kind !== "NetworkPolicy") continue;
      const names = { ...(ingress && { ingress: name }), ...(egress && { egress: name }) };
      written.set(namespace, { ...names, ...written.get(namespace) });
    }
    const judged = outline.workloads.filter(
      ({ namespace, spec }) =>
        !context.options.exempt.includes(namespace) &&
        spec.hostNetwork !== true &&
        policiesIn(model, namespace).length > 0,
    );
    for (const workload of context.each(judged)) {
      const { namespace, ref, prefix } = workload;
      const own = outline.policiesOf(workload);
      for (const direction of ["ingress", "egress"] as const) {
        const policy = written.get(namespace)?.[direction];
        if (policy === undefined || own.some((one) => limits(one, direction))) continue;
        const path = `${prefix}metadata.labels`;
        const text = `no policy with ${direction} rules selects these labels`;
        const severity = direction === "ingress" ? "medium" : "low";
        yield {
          object: ref,
          message: direction,
          severity,
          path,
          data: { namespace, policy },
          evidence: [{ source: "absence", path, text }],
        };
      }
    }
  },
});

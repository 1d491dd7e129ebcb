// Policies that select no pod.
import { defineCheck } from "../../checking/index.ts";
import { networkOutline, policyObjects } from "../../checking/network/index.ts";
import { policyKey } from "../../engines/network-policy/index.ts";
import { isEmptySelector, matchesSelector, refOf, type LabelSelector } from "../../kubernetes/index.ts";
import { workloadParts, type Workload } from "../../model/index.ts";

function selectsHosts(pods: LabelSelector, workloads: readonly Workload[], namespace: string): boolean {
  return workloads.some(
    (one) =>
      one.namespace === namespace &&
      one.spec.hostNetwork === true &&
      matchesSelector(pods, one.template.metadata?.labels),
  );
}

export const networkPolicySelectsNothing = defineCheck({
  id: "network-policy-selects-nothing",
  domain: "network",
  title: "Network policy selects no pod",
  severity: "low",
  rationale:
    "A policy whose selector fits no pod does nothing, and says nothing about it. Mostly a label was mistyped or renamed, and the pods it was written for are as open as before.",
  remediation:
    "Compare the podSelector with the labels in the pod templates; delete the policy if its workload is gone.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource"],
  reads: [
    { part: "networkpolicies.networking.k8s.io", as: "each" },
    ...workloadParts.map((part) => ({ part, as: "all", within: "namespace" }) as const),
  ],
  messages: {
    nobody: "no pod or template in {namespace} has the labels it selects",
    hosts: "it selects only pods on the host network, which policies do not govern",
  },
  *run(model, context) {
    const outline = networkOutline(model);
    const selecting = new Set(outline.workloads.flatMap((workload) => outline.policiesOf(workload)));
    const objects = policyObjects(model);
    for (const policy of outline.policies) {
      const object = objects.get(policyKey(policy));
      if (policy.kind !== "NetworkPolicy" || object === undefined) continue;
      for (const judged of context.each([object])) {
        // Selecting all pods is right also where there is none yet.
        if (isEmptySelector(policy.subject.pods) || selecting.has(policy)) continue;
        const { namespace = "default" } = policy;
        const path = "spec.podSelector";
        const text = "the selector fits no ordinary pod";
        yield {
          object: refOf(judged),
          message: selectsHosts(policy.subject.pods, outline.workloads, namespace) ? "hosts" : "nobody",
          path,
          data: { namespace },
          evidence: [{ source: "absence", path, text }],
        };
      }
    }
  },
});

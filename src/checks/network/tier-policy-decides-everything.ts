// Cluster-wide policies with a first rule after which no other counts.
import { defineCheck } from "../../checking/index.ts";
import { isForEverybody, networkOutline, policyObjects, tierReads } from "../../checking/network/index.ts";
import { policyKey } from "../../engines/network-policy/index.ts";
import { refOf } from "../../kubernetes/index.ts";

const messages = {
  accept: "rule {rule} of {direction} accepts everything: no NetworkPolicy counts for the pods it selects",
  pass: "rule {rule} of {direction} passes everything on: rules and policies after it in this tier never count",
} as const;

export const tierPolicyDecidesEverything = defineCheck({
  id: "tier-policy-decides-everything",
  domain: "network",
  title: "Cluster-wide policy accepts or passes everything",
  severity: "medium",
  rationale:
    "Rules of AdminNetworkPolicy and ClusterNetworkPolicy are asked in order, and the first that fits decides. One that accepts every peer on every port opens its pods whatever NetworkPolicies say, and one that passes everything makes all later rules of its tier idle.",
  remediation:
    "Name the peers and ports that are meant, and put narrow rules before wide ones. Delete a rule that passes everything, unless it is the last of its tier.",
  references: ["https://network-policy-api.sigs.k8s.io/api-overview/"],
  reads: tierReads,
  messages,
  *run(model, context) {
    const { policies } = networkOutline(model);
    const objects = policyObjects(model);
    for (const policy of policies) {
      const object = policy.kind === "NetworkPolicy" ? undefined : objects.get(policyKey(policy));
      for (const judged of context.each(object === undefined ? [] : [object])) {
        for (const direction of ["ingress", "egress"] as const) {
          const rules = policy[direction] ?? [];
          const at = rules.findIndex(isForEverybody);
          const action = rules[at]?.action;
          if (action === undefined || action === "deny") continue;
          const isLast = action === "pass" && at === rules.length - 1;
          const later = policies.some((other) => other.tier === policy.tier && other.priority > policy.priority);
          if (isLast && !later) continue;
          const path = `spec.${direction}[${at}]`;
          const severity = action === "pass" ? "low" : direction === "ingress" ? "high" : "medium";
          const evidence = [
            { source: "rule", path, text: `the action is ${action}, for every peer and port` },
          ] as const;
          yield { object: refOf(judged), message: action, severity, path, data: { rule: at + 1, direction }, evidence };
        }
      }
    }
  },
});

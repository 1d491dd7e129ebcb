// Cluster-wide policies of equal priority.
import { defineCheck } from "../../checking/index.ts";
import { networkOutline, policyObjects, tierReads } from "../../checking/network/index.ts";
import { policyKey } from "../../engines/network-policy/index.ts";
import { refOf } from "../../kubernetes/index.ts";

export const tierPolicyPriorityTie = defineCheck({
  id: "tier-policy-priority-tie",
  domain: "network",
  title: "Two cluster-wide policies have the same priority",
  severity: "low",
  rationale:
    "Of two policies of one tier with the same priority the API does not say which is asked first. Where they decide differently about a connection, it is open or closed by chance, and may change when an agent starts again.",
  remediation: "Give each policy of a tier a priority of its own; leave gaps, so that others fit between them.",
  references: ["https://network-policy-api.sigs.k8s.io/api-overview/"],
  reads: tierReads,
  messages: { tie: "{others} has the same priority {priority}: which of them is asked first is not defined" },
  *run(model, context) {
    const objects = policyObjects(model);
    const ranks = new Map<string, string[]>();
    const tiers = networkOutline(model).policies.filter(({ kind }) => kind !== "NetworkPolicy");
    for (const policy of tiers) {
      const rank = `${policy.tier}/${policy.priority}`;
      ranks.set(rank, [...(ranks.get(rank) ?? []), policyKey(policy)].sort());
    }
    for (const policy of tiers) {
      const object = objects.get(policyKey(policy));
      for (const judged of context.each(object === undefined ? [] : [object])) {
        const { tier, priority } = policy;
        const others = (ranks.get(`${tier}/${priority}`) ?? []).filter((key) => key !== policyKey(policy));
        if (others.length === 0) continue;
        const path = "spec.priority";
        const evidence = [{ source: "field", path, value: priority, text: `the priority is ${priority}` }] as const;
        const data = { others: others.slice(0, 3).join(", "), priority };
        yield { object: refOf(judged), message: "tie", path, data, evidence };
      }
    }
  },
});

// Policies of which the network plugin enforces only a part.
import { defineCheck } from "../../checking/index.ts";
import { networkOutline, policyObjects, policyReads } from "../../checking/network/index.ts";
import { policyKey, type Policy } from "../../engines/network-policy/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import type { NetworkPlugin } from "../../model/index.ts";

type Ignored = "tier" | "egress" | "endPort";

function hasRange({ ingress = [], egress = [] }: Policy): boolean {
  return [...ingress, ...egress].some(
    ({ ports }) =>
      ports !== "any" &&
      ports.some((port) => "first" in port && port.first !== port.last && port.last - port.first < 65_534),
  );
}

/** What a policy asks for that the plugin, which enforces others, is known to ignore. */
function ignoredIn(policy: Policy, plugin: NetworkPlugin): Ignored | undefined {
  const { kind, egress } = policy;
  if (kind !== "NetworkPolicy")
    return (kind === "ClusterNetworkPolicy" ? plugin.clusterTiers : plugin.adminTiers) === "not-enforced"
      ? "tier"
      : undefined;
  if (egress !== undefined && plugin.egress === "not-enforced") return "egress";
  return plugin.endPort === "not-enforced" && hasRange(policy) ? "endPort" : undefined;
}

const severities = { tier: "high", egress: "high", endPort: "low" } as const;
const paths = { tier: "kind", egress: "spec.egress", endPort: "spec" } as const;

export const networkPolicyPartlyEnforced = defineCheck({
  id: "network-policy-partly-enforced",
  domain: "network",
  title: "The network plugin enforces only a part of a network policy",
  severity: "high",
  rationale:
    "Plugins enforce what they know: some leave out egress, port ranges, or the cluster-wide kinds of policy, although the API takes them all. What is left out is open, or with port ranges closed, without anybody being told.",
  remediation:
    "Upgrade the plugin, or write the policy with what it enforces: single ports instead of a range, NetworkPolicies or the plugin's own kinds instead of cluster-wide ones.",
  references: ["https://network-policy-api.sigs.k8s.io/implementations/"],
  reads: [...policyReads, { part: "daemonsets.apps", as: "all" }],
  messages: {
    tier: "the plugin does not read policies of this kind: {reason}",
    egress: "the plugin ignores egress rules: {reason}",
    endPort: "the plugin ignores endPort, and allows the first port of a range alone: {reason}",
  },
  *run(model, context) {
    const { policies, plugin } = networkOutline(model);
    // Without a plugin that enforces anything, one check says so for all policies.
    if (plugin.ingress !== "enforced") return;
    const objects = policyObjects(model);
    for (const policy of policies) {
      const object = objects.get(policyKey(policy));
      for (const judged of context.each(object === undefined ? [] : [object])) {
        const message = ignoredIn(policy, plugin);
        if (message === undefined) continue;
        const path = paths[message];
        const evidence = [{ source: "object", text: plugin.reason }] as const;
        yield {
          object: refOf(judged),
          message,
          severity: severities[message],
          path,
          data: { reason: plugin.reason },
          evidence,
        };
      }
    }
  },
});

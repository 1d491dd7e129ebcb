// Policies the plugin does not enforce.
import type { Policy } from "../../../engines/network-policy/index.ts";
import type { LintContext, LintHit } from "./lint-context.ts";

function count(policies: readonly Policy[]): string {
  return `${policies.length} ${policies.length === 1 ? "policy" : "policies"}`;
}

/** One finding for each way in which policies have no effect. */
export function* pluginLints({ view, policies }: LintContext): Generator<LintHit> {
  const { plugin } = view;
  const because = plugin.reason === "" ? "" : `: ${plugin.reason}`;
  for (const direction of ["ingress", "egress"] as const) {
    const ignored = policies.filter((policy) => policy[direction] !== undefined);
    if (ignored.length === 0 || plugin[direction] !== "not-enforced") continue;
    yield {
      id: "policies-not-enforced",
      message: `${count(ignored)} ${ignored.length === 1 ? "limits" : "limit"} ${direction}, and nothing enforces that${because}`,
    };
  }
  const tiers = [
    { kinds: ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy"], enforcement: plugin.adminTiers },
    { kinds: ["ClusterNetworkPolicy"], enforcement: plugin.clusterTiers },
  ];
  for (const { kinds, enforcement } of tiers) {
    const ignored = policies.filter(({ kind }) => kinds.includes(kind));
    if (ignored.length === 0 || enforcement !== "not-enforced") continue;
    yield {
      id: "policies-not-enforced",
      message: `${count(ignored)} of kind ${kinds.join(" or ")}, which the plugin does not enforce${because}`,
    };
  }
  for (const { node, enforcement, reason } of plugin.nodes) {
    if (enforcement !== "not-enforced" || policies.length === 0) continue;
    yield { id: "policies-not-enforced", message: `node ${node} does not enforce policies: ${reason}` };
  }
}

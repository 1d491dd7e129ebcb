// Policies that allow a good part of all addresses.
import { defineCheck, openRules } from "../../checking/index.ts";
import { keepsFromPods } from "../../checking/network/index.ts";
import { isJsonObject, type JsonValue } from "../../core/index.ts";
import { parseCidr, refOf } from "../../kubernetes/index.ts";

/** Blocks of /8 and wider, and of /16 and wider in IPv6, are the work of nobody who knew the addresses. */
function wideRange(peer: JsonValue): string | undefined {
  const block = isJsonObject(peer) ? peer["ipBlock"] : undefined;
  const cidr = isJsonObject(block) ? block["cidr"] : undefined;
  const range = typeof cidr === "string" ? parseCidr(cidr) : undefined;
  if (range === undefined || typeof cidr !== "string") return undefined;
  return range.length <= (range.family === 4 ? 8 : 16) ? cidr : undefined;
}

/** Of everything, a stray exception leaves nearly everything; of a smaller block, somebody thought about each. */
function hasExceptions(peer: JsonValue, range: string): boolean {
  const block = isJsonObject(peer) ? peer["ipBlock"] : undefined;
  const except = isJsonObject(block) ? block["except"] : undefined;
  if (!Array.isArray(except)) return false;
  return range.endsWith("/0") ? except.some(keepsFromPods) : except.length > 0;
}

export const networkPolicyWideRange = defineCheck({
  id: "network-policy-wide-range",
  domain: "network",
  title: "Network policy allows a very wide range of addresses",
  severity: "low",
  rationale:
    "A range as wide as 0.0.0.0/0 or 10.0.0.0/8 takes in much more than was thought of: nodes, other clusters, databases of the same network, the metadata service of the cloud, with most plugins also pods. For egress it is the way out for stolen data.",
  remediation:
    "Name the ranges that are needed. Where the whole internet is meant, take out private ranges and 169.254.0.0/16 with except, allow only the ports that are needed, and let an egress proxy decide the rest.",
  references: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors",
  ],
  reads: [{ part: "networkpolicies.networking.k8s.io", as: "each" }],
  messages: {
    ingress: "addresses of {range} may connect to the pods it selects",
    egress: "the pods it selects may connect to addresses of {range}",
  },
  *run(model, context) {
    for (const policy of context.each(model.parts["networkpolicies.networking.k8s.io"].objects)) {
      for (const [direction, peers] of [
        ["ingress", "from"],
        ["egress", "to"],
      ] as const) {
        const open = openRules(policy, direction);
        const rules: readonly {
          readonly from?: readonly JsonValue[];
          readonly to?: readonly JsonValue[];
          readonly ports?: readonly JsonValue[];
        }[] = policy.spec?.[direction] ?? [];
        for (const [index, rule] of rules.entries()) {
          // A rule that lets everything through is told by a check of its own.
          if (open.includes(index)) continue;
          for (const [at, peer] of (rule[peers] ?? []).entries()) {
            const range = wideRange(peer);
            if (range === undefined || (direction === "egress" && hasExceptions(peer, range))) continue;
            const path = `spec.${direction}[${index}].${peers}[${at}].ipBlock.cidr`;
            const severity = direction === "ingress" && (rule.ports ?? []).length === 0 ? "medium" : "low";
            yield {
              object: refOf(policy),
              message: direction,
              severity,
              path,
              data: { range },
              evidence: [{ source: "field", path, value: range, text: `the block is ${range}` }],
            };
          }
        }
      }
    }
  },
});

// Policies with a rule that lets anybody through.
import { defineCheck, openRules } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";

export const networkPolicyAllowsEverything = defineCheck({
  id: "network-policy-allows-everything",
  domain: "network",
  title: "Network policy lets everything through",
  severity: "medium",
  rationale:
    "Policies only add up: one rule without a peer and without a port, or for every address or every pod on all ports, opens the pods it selects for everybody, and all other policies for them say nothing any more. The object looks like protection and is the opposite.",
  remediation:
    "Name the peers and ports that are needed, or delete the policy if nothing is to be limited. Where an entrance is meant for everybody, allow its port and no other.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#allow-all-ingress-traffic"],
  reads: [{ part: "networkpolicies.networking.k8s.io", as: "each" }],
  messages: {
    ingress: "rule {rule} lets anybody connect to the pods it selects, on any port",
    egress: "rule {rule} lets the pods it selects connect to anywhere, on any port",
  },
  *run(model, context) {
    for (const policy of context.each(model.parts["networkpolicies.networking.k8s.io"].objects)) {
      for (const direction of ["ingress", "egress"] as const) {
        const [rule] = openRules(policy, direction);
        if (rule === undefined) continue;
        const path = `spec.${direction}[${rule}]`;
        const text = "the rule names every peer and every port";
        yield {
          object: refOf(policy),
          message: direction,
          severity: direction === "ingress" ? "medium" : "low",
          path,
          data: { rule: rule + 1 },
          evidence: [{ source: "rule", path, text }],
        };
      }
    }
  },
});

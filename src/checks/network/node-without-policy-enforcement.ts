// Nodes on which nothing enforces policies.
import { defineCheck } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { networkPlugin } from "../../model/index.ts";

export const nodeWithoutPolicyEnforcement = defineCheck({
  id: "node-without-policy-enforcement",
  domain: "network",
  title: "Policies are not enforced on a node",
  severity: "high",
  rationale:
    "Each node enforces the policies of the pods that run on it. Where the plugin's agent does not run, because of a taint, a selector, another operating system or a virtual node, pods are open however they are isolated elsewhere, and which pods that are is left to the scheduler.",
  remediation:
    "Let the agent run on every node: tolerate every taint, select no nodes. Keep workloads that rest on policies away from virtual and Windows nodes, or limit them there by the cloud's own means.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites"],
  reads: [
    { part: "nodes", as: "each" },
    { part: "daemonsets.apps", as: "all" },
    { part: "pods", as: "all" },
  ],
  messages: {
    open: "policies for pods on this node have no effect: {reason}",
    unsure: "policies for pods on this node may be out of date: {reason}",
    covered: "{reason}",
  },
  *run(model, context) {
    const plugin = networkPlugin(model);
    // Without a plugin that enforces anything, one finding says so for all nodes.
    if (plugin.ingress !== "enforced" && plugin.egress !== "enforced") return;
    const gaps = new Map(plugin.nodes.map((gap) => [gap.node, gap]));
    for (const node of context.each(model.parts.nodes.objects)) {
      const gap = gaps.get(node.metadata.name);
      const reason = gap?.reason ?? plugin.reason;
      const evidence = [{ source: gap === undefined ? "object" : "absence", text: reason }] as const;
      const found = { object: refOf(node), data: { reason }, evidence };
      if (gap === undefined) yield { ...found, message: "covered", outcome: "pass" };
      else if (gap.enforcement === "not-enforced") yield { ...found, message: "open" };
      else yield { ...found, message: "unsure", severity: "medium" };
    }
  },
});

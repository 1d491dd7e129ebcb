// Policies in a cluster whose network plugin ignores them.
import { defineCheck } from "../../checking/index.ts";
import { policyObjects, policyReads } from "../../checking/network/index.ts";
import { refOf } from "../../kubernetes/index.ts";
import { networkPlugin } from "../../model/index.ts";

export const networkPoliciesNotEnforced = defineCheck({
  id: "network-policies-not-enforced",
  domain: "network",
  title: "The network plugin ignores network policies",
  severity: "critical",
  rationale:
    "The API server accepts network policies whatever the network plugin does with them. A plugin that only connects pods ignores them without a word: every connection they were to refuse is open, and whoever reads the policies believes the opposite.",
  remediation:
    "Use a plugin that enforces policies, switch enforcement on where the plugin has it (AWS VPC CNI, kube-router), or add kube-network-policies or Calico's policies beside the plugin. Then try a connection that must fail.",
  references: [
    "https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites",
    "https://github.com/kubernetes-sigs/kube-network-policies",
  ],
  reads: [...policyReads, { part: "daemonsets.apps", as: "all" }],
  messages: {
    ignored: "it has no effect: {reason}",
    unknown: "whether anything enforces policies could not be told: {reason}",
    enforced: "{reason}",
  },
  *run(model, context) {
    const plugin = networkPlugin(model);
    const { reason } = plugin;
    const evidence = plugin.plugins
      .filter(({ state }) => state === "running")
      .flatMap((one) => one.evidence.slice(0, 4));
    const objects = Array.from(context.each(policyObjects(model).values()));
    const [first] = objects;
    if (first === undefined) return;
    const data = { reason };
    if (plugin.ingress === "not-enforced" && plugin.egress === "not-enforced") {
      for (const object of objects) yield { object: refOf(object), message: "ignored", data, evidence };
      return;
    }
    // The agent that enforces them, where one does; not the input's name, by which findings could not be known again.
    const object = evidence[0]?.object ?? { apiVersion: "plimsoll/v1", kind: "Input", name: "network plugin" };
    const isUnknown = plugin.ingress === "unknown" && plugin.egress === "unknown";
    if (isUnknown) yield { object, message: "unknown", outcome: "unknown", data, evidence };
    else yield { object, message: "enforced", outcome: "pass", data, evidence };
  },
});

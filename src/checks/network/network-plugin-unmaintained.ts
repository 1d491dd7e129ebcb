// Network plugins nobody mends any more.
import { defineCheck } from "../../checking/index.ts";
import { networkPlugin } from "../../model/index.ts";

export const networkPluginUnmaintained = defineCheck({
  id: "network-plugin-unmaintained",
  domain: "network",
  title: "The network plugin is no longer maintained",
  severity: "high",
  rationale:
    "The network plugin runs with all rights on every node and decides who talks to whom. When its makers have stopped, flaws that are found stay open, and it will break with a coming version of Kubernetes or of the kernel.",
  remediation:
    "Plan the move to a maintained plugin node pool by node pool, and test that policies have the same effect there.",
  references: ["https://kubernetes.io/docs/concepts/cluster-administration/addons/#networking-and-network-policy"],
  reads: [
    { part: "daemonsets.apps", as: "each" },
    { part: "pods", as: "each" },
  ],
  messages: {
    ended: "{plugin} has been without maintenance since {date}",
    ends: "{plugin} will be without maintenance from {date}",
    maintained: "{plugin} is maintained",
  },
  *run(model, context) {
    for (const { plugin, state, evidence } of networkPlugin(model).plugins) {
      const object = evidence.find(({ object: one }) => one?.kind === "DaemonSet")?.object;
      if (state !== "running" || object === undefined) continue;
      for (const judged of context.each([{ object }])) {
        const { name, supportEnded: date } = plugin;
        const shown = evidence.slice(0, 3);
        if (date === undefined)
          yield {
            object: judged.object,
            message: "maintained",
            outcome: "pass",
            data: { plugin: name },
            evidence: shown,
          };
        else {
          const ended = Date.parse(date) <= Date.parse(context.asOf);
          yield {
            object: judged.object,
            message: ended ? "ended" : "ends",
            severity: ended ? "high" : "low",
            data: { plugin: name, date },
            evidence: shown,
          };
        }
      }
    }
  },
});

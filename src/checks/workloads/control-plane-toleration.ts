// Workloads that may be placed on control plane nodes.
import { defineCheck, workloadReads } from "../../checking/index.ts";
import { workloads, type Workload } from "../../model/index.ts";

const taints = new Set(["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"]);

type Toleration = NonNullable<Workload["spec"]["tolerations"]>[number];

/** core/v1 Toleration.ToleratesTaint for a NoSchedule taint without a value; an empty key with Exists tolerates all. */
function tolerates({ key = "", operator = "Equal", value = "", effect = "" }: Toleration): boolean {
  if (effect !== "" && effect !== "NoSchedule") return false;
  if (key === "") return operator === "Exists";
  return taints.has(key) && (operator === "Exists" || value === "");
}

export const controlPlaneToleration = defineCheck({
  id: "control-plane-toleration",
  domain: "workloads",
  title: "Workload may run on control plane nodes",
  severity: "medium",
  rationale:
    "Control plane nodes hold the keys of the cluster: the CA, the key that signs tokens, the data of etcd. A taint keeps other pods away from them. A pod that tolerates it is one breakout away from the whole cluster.",
  remediation:
    "Remove the toleration, or the key of one that tolerates everything; name the taints the workload has to live with.",
  references: ["https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/"],
  reads: workloadReads,
  options: {
    namespaces: { default: ["kube-system"], description: "Namespaces whose workloads belong on control plane nodes." },
  },
  messages: {
    named: "the toleration for {key} admits the pods to control plane nodes",
    all: "a toleration of all taints admits the pods to control plane nodes",
  },
  *run(model, context) {
    for (const workload of context.each(workloads(model))) {
      if (context.options.namespaces.includes(workload.namespace)) continue;
      const tolerations = workload.spec.tolerations ?? [];
      const index = tolerations.findIndex(tolerates);
      if (index === -1) continue;
      const { key = "" } = tolerations[index] ?? {};
      const path = `${workload.prefix}spec.tolerations[${index}]`;
      yield {
        object: workload.ref,
        message: key === "" ? "all" : "named",
        // Agents that have to run on every node are the common reason for it.
        severity: workload.object.kind === "DaemonSet" ? "low" : "medium",
        path,
        ...(key === "" ? {} : { data: { key } }),
        evidence: [{ source: "field", path, value: key, text: "the taint of control plane nodes is tolerated" }],
      };
    }
  },
});

// Cases of control-plane-toleration.
import { describe, it } from "vitest";
import { daemonSet, pod, testCheck } from "../../testing/index.ts";
import { controlPlaneToleration } from "./control-plane-toleration.ts";

const key = "node-role.kubernetes.io/control-plane";
const tolerating = (...tolerations: readonly object[]) => pod({ spec: { tolerations } });
const found = { object: "Pod shop/web", message: "named", severity: "medium" } as const;

testCheck(
  controlPlaneToleration,
  [
    {
      name: "tolerations that do not match, and a namespace of the control plane",
      objects: [
        tolerating(
          { key: "dedicated", operator: "Exists" },
          { key, operator: "Equal", value: "yes" },
          { key, operator: "Exists", effect: "NoExecute" },
          { key: "", operator: "Equal" },
        ),
        daemonSet({
          metadata: { namespace: "kube-system" },
          spec: { template: { spec: { tolerations: [{ operator: "Exists" }] } } },
        }),
      ],
      outcome: "pass",
    },
    {
      name: "tolerates the taint of control plane nodes",
      objects: [tolerating({ key: "dedicated", operator: "Exists" }, { key, effect: "NoSchedule" })],
      outcome: "fail",
      docs: true,
      findings: [{ ...found, path: "spec.tolerations[1]", data: { key } }],
    },
    {
      name: "an agent on every node tolerates all taints",
      objects: [daemonSet({ spec: { template: { spec: { tolerations: [{ operator: "Exists" }] } } } })],
      outcome: "fail",
      findings: [
        {
          object: "DaemonSet shop/daemonset",
          message: "all",
          severity: "low",
          path: "spec.template.spec.tolerations[0]",
        },
      ],
    },
    {
      name: "another namespace belongs there",
      objects: [tolerating({ key, operator: "Exists" })],
      options: { namespaces: ["shop"] },
      outcome: "pass",
    },
    {
      name: "kube-system does not when the option says so",
      objects: [pod({ metadata: { namespace: "kube-system" }, spec: { tolerations: [{ key, operator: "Exists" }] } })],
      options: { namespaces: [] },
      outcome: "fail",
      findings: [{ ...found, object: "Pod kube-system/web" }],
    },
  ],
  { describe, it },
);

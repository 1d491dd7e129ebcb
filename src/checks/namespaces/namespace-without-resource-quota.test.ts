// Cases of namespace-without-resource-quota.
import { describe, it } from "vitest";
import { namespace, testCheck } from "../../testing/index.ts";
import { namespaceWithoutResourceQuota } from "./namespace-without-resource-quota.ts";

const quota = {
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "limits", namespace: "shop" },
  spec: { hard: { pods: 20 } },
};
const bank = namespace({ metadata: { name: "bank" } });

testCheck(
  namespaceWithoutResourceQuota,
  [
    {
      name: "a quota, and a namespace of the system",
      objects: [namespace(), quota, namespace({ metadata: { name: "kube-system" } })],
      outcome: "pass",
    },
    {
      name: "a quota of another namespace does not count",
      objects: [namespace(), quota, bank],
      outcome: "fail",
      docs: true,
      findings: [{ object: "Namespace bank", message: "missing", severity: "low", data: { namespace: "bank" } }],
    },
    {
      name: "quotas of one namespace were not listed",
      objects: [bank, namespace()],
      partial: { resourcequotas: ["bank"] },
      outcome: "fail",
      findings: [{ object: "Namespace shop", message: "missing" }],
    },
    { name: "exempt", objects: [bank], options: { exempt: ["bank"] }, outcome: "not-applicable" },
    { name: "files do not show what else the cluster has", objects: [bank], given: true, outcome: "unknown" },
  ],
  { describe, it },
);

// Cases of rbac-change-dns.
import { describe, it } from "vitest";
import { grantCases } from "../../../test/fixtures/grant-cases.ts";
import { clusterRole, role, roleBinding, testCheck } from "../../testing/index.ts";
import { rbacChangeDns } from "./rbac-change-dns.ts";

const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["patch"], resourceNames: ["coredns"] }];

testCheck(
  rbacChangeDns,
  [
    ...grantCases({
      rule: { apiGroups: [""], resources: ["configmaps"], verbs: ["update"] },
      harmless: [
        "a ConfigMap of another name",
        { apiGroups: [""], resources: ["configmaps"], verbs: ["update"], resourceNames: ["leader"] },
      ],
      severity: "medium",
      scope: "kube-system",
    }),
    {
      name: "held in kube-system",
      objects: [
        clusterRole({ metadata: { name: "maps" }, rules }),
        roleBinding({ metadata: { namespace: "kube-system" }, roleRef: { name: "maps" } }),
      ],
      outcome: "fail" as const,
      findings: [{ object: "ClusterRole maps", message: "held" as const, severity: "low" as const }],
    },
    {
      name: "in a role of another namespace",
      objects: [role({ rules }), roleBinding({ roleRef: { kind: "Role", name: "role" } })],
      outcome: "pass" as const,
    },
  ],
  { describe, it },
);

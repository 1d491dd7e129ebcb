// Cases of rbac-ineffective-names.
import { describe, it } from "vitest";
import { clusterRole, role, testCheck } from "../../testing/index.ts";
import { rbacIneffectiveNames } from "./rbac-ineffective-names.ts";

const rule = (resources: readonly string[], verbs: readonly string[], ...resourceNames: readonly string[]) => ({
  apiGroups: [""],
  resources,
  verbs,
  resourceNames,
});

testCheck(
  rbacIneffectiveNames,
  [
    {
      name: "requests that have a name, and rules without names",
      objects: [
        role({
          rules: [
            rule(["configmaps"], ["get", "list", "update"], "leader"),
            rule(["configmaps"], ["create"]),
            rule(["serviceaccounts/token"], ["create"], "ci"),
            rule(["configmaps"], ["create"], ""),
          ],
        }),
      ],
      outcome: "pass",
    },
    {
      name: "creating by name",
      objects: [clusterRole({ rules: [rule(["configmaps"], ["get", "create", "deletecollection"], "leader")] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRole clusterrole",
          message: "nameless",
          path: "rules[0].verbs[1]",
          data: { verb: "create", resources: "configmaps", names: "leader" },
        },
        { object: "ClusterRole clusterrole", message: "nameless", path: "rules[0].verbs[2]" },
      ],
    },
  ],
  { describe, it },
);

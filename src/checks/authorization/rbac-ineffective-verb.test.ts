// Cases of rbac-ineffective-verb.
import { describe, it } from "vitest";
import { clusterRole, role, testCheck } from "../../testing/index.ts";
import { rbacIneffectiveVerb } from "./rbac-ineffective-verb.ts";

const pods = (...verbs: readonly string[]) => ({ apiGroups: [""], resources: ["pods"], verbs });
const healthz = (...verbs: readonly string[]) => ({ nonResourceURLs: ["/healthz"], verbs });

testCheck(
  rbacIneffectiveVerb,
  [
    {
      name: "verbs of requests, and of authorizers alone",
      objects: [
        clusterRole({ rules: [pods("*", "get", "impersonate-on:user-info:list", "use"), healthz("get", "post")] }),
      ],
      outcome: "pass",
    },
    {
      name: "stars and capitals",
      objects: [clusterRole({ rules: [pods("get", "impersonate-on:*"), pods("List")] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRole clusterrole",
          message: "star",
          path: "rules[0].verbs[1]",
          data: { verb: "impersonate-on:*" },
        },
        { object: "ClusterRole clusterrole", message: "case", path: "rules[1].verbs[0]", data: { verb: "List" } },
      ],
    },
    {
      name: "verbs of the other kind",
      objects: [role({ rules: [pods("post")] }), clusterRole({ rules: [healthz("list")] })],
      outcome: "fail",
      findings: [
        { object: "ClusterRole clusterrole", message: "url", path: "rules[0].verbs[0]" },
        { object: "Role shop/role", message: "method", path: "rules[0].verbs[0]" },
      ],
    },
  ],
  { describe, it },
);

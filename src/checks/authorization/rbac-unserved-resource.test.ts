// Cases of rbac-unserved-resource.
import { describe, it } from "vitest";
import { clusterRole, role, testCheck } from "../../testing/index.ts";
import { rbacUnservedResource } from "./rbac-unserved-resource.ts";

const rule = (apiGroups: readonly string[], ...resources: readonly string[]) => ({
  apiGroups,
  resources,
  verbs: ["get"],
});
const old = clusterRole({ rules: [rule(["extensions"], "ingresses")] });

testCheck(
  rbacUnservedResource,
  [
    {
      name: "served, known to authorization alone, or of others",
      objects: [
        clusterRole({
          rules: [
            rule([""], "pods", "pods/log", "nodes/metrics", "*", "*/scale"),
            rule(["extensions", "networking.k8s.io"], "ingresses"),
            rule([""], "users", "groups"),
            rule(["authentication.k8s.io"], "userextras/scopes", "nodes"),
            rule(["certificates.k8s.io"], "signers", "certificatesigningrequests/nodeclient"),
            rule(["example.com"], "anchors"),
            rule(["", "example.com"], "anchors"),
            rule(["*"], "anchors"),
          ],
        }),
      ],
      outcome: "pass",
    },
    {
      name: "removed, or in the wrong group",
      objects: [old, role({ rules: [rule([""], "pods", "deployments")] })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "ClusterRole clusterrole",
          message: "unserved",
          path: "rules[0].resources[0]",
          data: { version: "1.36", resource: "ingresses", groups: "extensions" },
        },
        {
          object: "Role shop/role",
          message: "unserved",
          path: "rules[0].resources[1]",
          data: { version: "1.36", resource: "deployments", groups: "the core group" },
        },
      ],
    },
    { name: "a version without facts", objects: [old], version: "1.19", outcome: "unknown" },
  ],
  { describe, it },
);

// Cases of rbac-read-all-secrets.
import { describe, it } from "vitest";
import { grantCases, grantedRole, wholeCluster } from "../../../test/fixtures/grant-cases.ts";
import { clusterRole, testCheck } from "../../testing/index.ts";
import { rbacReadAllSecrets } from "./rbac-read-all-secrets.ts";

const rule = { apiGroups: [""], resources: ["secrets"], verbs: ["list"] };

testCheck(
  rbacReadAllSecrets,
  [
    ...grantCases({
      rule,
      harmless: [
        "one named secret",
        { apiGroups: [""], resources: ["secrets"], verbs: ["get"], resourceNames: ["ca"] },
      ],
      severity: "high",
      scope: "cluster",
    }),
    {
      name: "a rule that names the empty name, which lists have",
      objects: [
        clusterRole({ rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"], resourceNames: [""] }] }),
        wholeCluster,
      ],
      outcome: "fail",
      findings: [{ object: grantedRole, message: "held", path: "rules[0]" }],
    },
    {
      name: "a role of a file that gets its rules from another",
      given: true,
      objects: [
        clusterRole({
          rules: undefined,
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: "all" } }] },
        }),
        clusterRole({ rules: [rule], metadata: { name: "part", labels: { to: "all" } } }),
        wholeCluster,
      ],
      outcome: "fail",
      findings: [
        { object: grantedRole, message: "held", path: "aggregationRule" },
        { object: "ClusterRole part", message: "unseen" },
      ],
    },
  ],
  { describe, it },
);

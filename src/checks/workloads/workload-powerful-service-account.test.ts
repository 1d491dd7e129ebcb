// Cases of workload-powerful-service-account.
import { describe, it } from "vitest";
import {
  clusterRole,
  clusterRoleBinding,
  deployment,
  pod,
  roleBinding,
  serviceAccount,
  testCheck,
} from "../../testing/index.ts";
import { workloadPowerfulServiceAccount } from "./workload-powerful-service-account.ts";

const subjects = [{ kind: "ServiceAccount", namespace: "shop", name: "default" }];
const administratorOfBank = clusterRoleBinding({
  roleRef: { name: "cluster-admin" },
  subjects: [{ kind: "ServiceAccount", namespace: "bank", name: "default" }],
});
const secrets = clusterRole({ rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }] });

testCheck(
  workloadPowerfulServiceAccount,
  [
    {
      name: "harmless rights, and a powerful account whose token the pod refuses",
      objects: [
        pod(),
        roleBinding(),
        pod({ metadata: { namespace: "bank" }, spec: { automountServiceAccountToken: false } }),
        administratorOfBank,
      ],
      outcome: "pass",
    },
    {
      name: "a powerful account that refuses to be mounted",
      objects: [
        pod({ metadata: { namespace: "bank" } }),
        serviceAccount({ metadata: { name: "default", namespace: "bank" }, automountServiceAccountToken: false }),
        administratorOfBank,
      ],
      outcome: "pass",
    },
    {
      name: "the token of an administrator",
      objects: [deployment(), clusterRoleBinding({ roleRef: { name: "cluster-admin" }, subjects })],
      outcome: "fail",
      docs: true,
      findings: [
        {
          object: "Deployment shop/deployment",
          message: "everywhere",
          severity: "critical",
          path: "spec.template.spec.serviceAccountName",
          data: { account: "default", ability: "do everything" },
        },
      ],
    },
    {
      name: "what reaches further counts",
      objects: [
        pod(),
        secrets,
        clusterRoleBinding({ roleRef: { name: "clusterrole" }, subjects }),
        roleBinding({ roleRef: { name: "cluster-admin" }, subjects }),
      ],
      outcome: "fail",
      findings: [
        {
          object: "Pod shop/web",
          message: "everywhere",
          severity: "high",
          data: { account: "default", ability: "read every Secret" },
        },
      ],
    },
    {
      name: "a token projected by hand",
      objects: [
        pod({
          spec: {
            automountServiceAccountToken: false,
            volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } }],
          },
        }),
        clusterRoleBinding({ roleRef: { name: "cluster-admin" }, subjects }),
      ],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "everywhere" }],
    },
    {
      name: "a file with the binding and not the role",
      given: true,
      objects: [pod(), clusterRoleBinding({ roleRef: { name: "operator" }, subjects })],
      outcome: "unknown",
      findings: [
        {
          object: "Pod shop/web",
          message: "unseen",
          outcome: "unknown",
          data: { account: "default", role: "ClusterRole operator" },
        },
      ],
    },
    {
      name: "a file with a role that gets its rules from another",
      given: true,
      objects: [
        pod(),
        clusterRole({ ...secrets, metadata: { name: "part", labels: { to: "whole" } } }),
        clusterRole({
          metadata: { name: "whole" },
          rules: undefined,
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: "whole" } }] },
        }),
        clusterRoleBinding({ roleRef: { name: "whole" }, subjects }),
      ],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "everywhere", severity: "high" }],
    },
    {
      name: "in its own namespace",
      objects: [pod(), secrets, roleBinding({ roleRef: { name: "clusterrole" }, subjects })],
      outcome: "fail",
      findings: [{ object: "Pod shop/web", message: "namespace", severity: "medium" }],
    },
  ],
  { describe, it },
);

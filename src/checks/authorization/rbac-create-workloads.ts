// Roles that let their holders run pods of their own.
import { grantCheck } from "../../checking/index.ts";

export const rbacCreateWorkloads = grantCheck({
  id: "rbac-create-workloads",
  title: "Role lets its holders run pods of their own",
  severity: "medium",
  rationale:
    "A pod may run as any service account and mount any Secret of its namespace. So whoever can create workloads has the rights of all of them there, and in the whole cluster where the role is bound so.",
  remediation:
    "Bind the role in single namespaces, keep powerful service accounts out of them, and enforce a Pod Security Standard there.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation"],
  rights: [
    { verbs: ["create", "update", "patch"], apiGroup: "", resources: ["pods", "replicationcontrollers"] },
    {
      verbs: ["create", "update", "patch"],
      apiGroup: "apps",
      resources: ["deployments", "daemonsets", "statefulsets", "replicasets"],
    },
    { verbs: ["create", "update", "patch"], apiGroup: "batch", resources: ["jobs", "cronjobs"] },
  ],
  ability: "run pods of their own",
  scope: "any",
});

// Roles that let their holders answer name lookups.
import { grantCheck } from "../../checking/index.ts";

export const rbacChangeDns = grantCheck({
  id: "rbac-change-dns",
  title: "Role lets its holders answer every name lookup",
  severity: "medium",
  rationale:
    "CoreDNS answers from a ConfigMap in kube-system. Whoever may change it answers every lookup of every pod, and so sends traffic for any name wherever they like. On EKS the same right reaches the ConfigMap aws-auth, which maps identities of the cloud to groups.",
  remediation: "Limit the right with resourceNames, or bind the role in namespaces other than kube-system.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  ],
  powers: ["change-dns"],
  ability: "change how every name is resolved",
  scope: "kube-system",
});

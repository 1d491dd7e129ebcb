// Roles that let their holders change what the cluster itself goes by.
import { grantCheck } from "../../checking/index.ts";

export const rbacChangeSystemConfig = grantCheck({
  id: "rbac-change-system-config",
  title: "Role lets its holders change DNS or logins by ConfigMap",
  severity: "medium",
  rationale:
    "In kube-system a ConfigMap is what CoreDNS answers from, and on EKS what maps identities of the cloud to groups of the cluster. Whoever may change ConfigMaps there answers every lookup of every pod, or maps themselves to system:masters.",
  remediation:
    "Limit the right with resourceNames, or to namespaces other than kube-system; on EKS use access entries and delete aws-auth.",
  references: [
    "https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html",
    "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  ],
  powers: ["change-dns", "change-cloud-mapping"],
  ability: "change how names are resolved and who is an administrator on EKS",
  scope: "kube-system",
});

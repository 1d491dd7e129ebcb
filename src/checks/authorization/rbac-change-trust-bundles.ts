// Roles that let their holders change whom workloads trust.
import { grantCheck } from "../../checking/index.ts";

export const rbacChangeTrustBundles = grantCheck({
  id: "rbac-change-trust-bundles",
  title: "Role lets its holders change trusted authorities",
  severity: "high",
  rationale:
    "Pods read from ClusterTrustBundles which authorities to trust. Whoever adds one there can answer in the place of any service those pods talk to.",
  remediation: "Limit writing of clustertrustbundles and the verb attest to the controller that publishes the bundle.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#cluster-trust-bundles",
  ],
  powers: ["change-trust-bundles"],
  ability: "change which authorities workloads trust",
  scope: "cluster",
});

// Roles that let their holders sign certificates.
import { grantCheck } from "../../checking/index.ts";

export const rbacSignCertificates = grantCheck({
  id: "rbac-sign-certificates",
  title: "Role lets its holders put certificates into signing requests",
  severity: "high",
  rationale:
    "Whoever writes the status of signing requests, and may sign for a signer of Kubernetes, answers requests in the place of the controller. With the key of any authority that the API server trusts, the certificate speaks for whomever they choose.",
  remediation: "Leave signing to the controller manager, and limit the verb sign to the signers of your own.",
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization"],
  powers: ["sign-certificates"],
  ability: "put certificates of their own into signing requests",
  scope: "cluster",
});

// Roles that let their holders approve certificate signing requests.
import { grantCheck } from "../../checking/index.ts";

export const rbacApproveCertificates = grantCheck({
  id: "rbac-approve-certificates",
  title: "Role lets its holders approve client certificates",
  severity: "high",
  rationale:
    "Whoever may approve signing requests, and the signer, can have a client certificate made for nearly any user name: for a node, for a controller, for an administrator. It stays valid until it expires.",
  remediation: "Leave approval to the controllers of the cluster and to few administrators.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#csrs-and-certificate-issuing"],
  rights: [
    { verbs: ["update", "patch"], apiGroup: "certificates.k8s.io", resources: ["certificatesigningrequests/approval"] },
  ],
  ability: "have certificates of other users and nodes signed",
  scope: "cluster",
});

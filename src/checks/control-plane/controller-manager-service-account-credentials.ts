// Controller managers whose controllers share one identity.
import { flagCheck, mustBe } from "../../checking/index.ts";

export const controllerManagerServiceAccountCredentials = flagCheck({
  id: "controller-manager-service-account-credentials",
  title: "Controllers share one identity",
  severity: "medium",
  rationale:
    "Without credentials of their own all controllers act as one user that holds the sum of their rights. A fault in one controller can then do what only another should, and audit events do not tell which one acted.",
  remediation: "Set --use-service-account-credentials=true.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#controller-roles",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
  ],
  component: "kube-controller-manager",
  judge: mustBe("use-service-account-credentials", true),
});

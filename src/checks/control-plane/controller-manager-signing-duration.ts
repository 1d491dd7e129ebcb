// Controller managers that sign certificates for more than a year.
import { flagCheck, mustLastAtMost } from "../../checking/index.ts";

export const controllerManagerSigningDuration = flagCheck({
  id: "controller-manager-signing-duration",
  title: "Certificates are signed for more than a year",
  severity: "low",
  rationale:
    "A client certificate cannot be taken back before it ends: the API server looks at no list of revoked ones. Requests that ask for no duration get this one.",
  remediation:
    "Remove --cluster-signing-duration, whose default is a year, or set it to the time your longest certificate needs.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
  ],
  component: "kube-controller-manager",
  judge: mustLastAtMost("cluster-signing-duration", 31_536_000),
});

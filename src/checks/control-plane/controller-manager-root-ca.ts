// Controller managers that do not give pods the CA of the API server.
import { flagCheck, mustBeSet } from "../../checking/index.ts";

export const controllerManagerRootCa = flagCheck({
  id: "controller-manager-root-ca",
  title: "Pods are not given the CA of the API server",
  severity: "medium",
  rationale:
    "The file is published to every namespace as the ConfigMap kube-root-ca.crt, by which pods verify the API server. Without it they cannot, and have to choose between not connecting and not verifying.",
  remediation: "Set --root-ca-file to the CA that signed the serving certificate of the API server.",
  references: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/"],
  component: "kube-controller-manager",
  judge: mustBeSet("root-ca-file"),
});

// API servers whose authorizers do not include Node.
import { flagCheck, mustInclude } from "../../checking/index.ts";

export const apiserverAuthorizationNode = flagCheck({
  id: "apiserver-authorization-node",
  title: "API server does not use the Node authorizer",
  severity: "medium",
  rationale:
    "The Node authorizer lets a kubelet read only the secrets and objects of pods that run on its own node. Without it kubelets need a role that is the same on all nodes, and one stolen node reads the secrets of every workload.",
  remediation:
    "Put Node first in --authorization-mode and remove bindings of the ClusterRole system:node to the group system:nodes.",
  references: [
    "https://kubernetes.io/docs/reference/access-authn-authz/node/",
    "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
  ],
  component: "kube-apiserver",
  judge: mustInclude("authorization-mode", "Node"),
});

// Roles that let their holders reach ports of pods past network policies.
import { grantCheck } from "../../checking/index.ts";

export const rbacReachPods = grantCheck({
  id: "rbac-reach-pods",
  title: "Role lets its holders reach pods past network policies",
  severity: "low",
  rationale:
    "Forwarded ports and the proxy of the API server enter a pod from its own network namespace or from the control plane. Ports that listen on localhost alone, and that network policies close, are open that way.",
  remediation:
    "Grant pods/portforward, pods/proxy and services/proxy in single namespaces, and only while they are needed.",
  references: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/"],
  powers: ["port-forward", "proxy-to-pods"],
  ability: "reach every port of pods, past network policies",
  scope: "cluster",
});

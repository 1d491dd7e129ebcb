// Containers that take a port of their node.
import { podSecurityCheck } from "../../checking/index.ts";

export const pssHostPorts = podSecurityCheck({
  id: "pss-host-ports",
  control: "hostPorts",
  title: "Container takes a port of the node",
  severity: "medium",
  rationale:
    "A hostPort opens the container on every address of the node it happens to run on, past Services, Ingresses and, with many network plugins, past NetworkPolicies. It can also take a port that an agent of the node answers on.",
  remediation: "Remove hostPort and publish the container through a Service, an Ingress or a Gateway.",
  messages: { taken: "{holder} opens port {found} on its node" },
  report: ({ workload }) => {
    // On the node's network a container port is a port of the node, whatever hostPort says.
    if (workload.spec.hostNetwork === true) return { message: "taken" };
    return { message: "taken", change: { note: "Clients that use the node's address need a Service." } };
  },
});

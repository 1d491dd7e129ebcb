// Services that open a port on every node.
import { defineCheck, fieldEvidence } from "../../checking/index.ts";
import { refOf } from "../../kubernetes/index.ts";

export const serviceNodePort = defineCheck({
  id: "service-node-port",
  domain: "services",
  title: "Service opens a port on every node",
  severity: "low",
  rationale:
    "A NodePort is open on every address of every node, also on nodes the program does not run on. Firewalls that were set up for known ports do not cover it, and neither an Ingress nor its TLS stands in between.",
  remediation: "Use ClusterIP behind an Ingress or Gateway, or a LoadBalancer limited to known addresses.",
  references: ["https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport"],
  reads: [{ part: "services", as: "each" }],
  messages: { open: "port {ports} of every node leads to the service" },
  *run(model, context) {
    for (const service of context.each(model.parts.services.objects)) {
      const { type, ports = [] } = service.spec ?? {};
      if (type !== "NodePort") continue;
      const open = ports.flatMap(({ nodePort }) => (nodePort === undefined ? [] : [String(nodePort)]));
      yield {
        object: refOf(service),
        message: "open",
        path: "spec.type",
        data: { ports: open.length > 0 ? open.join(", ") : "(assigned later)" },
        evidence: [fieldEvidence("spec.type", type, "the type opens a port on every node")],
      };
    }
  },
});

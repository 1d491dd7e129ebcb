// Cases of service-load-balancer-open.
import { describe, it } from "vitest";
import { node, service, testCheck } from "../../testing/index.ts";
import { serviceLoadBalancerOpen } from "./service-load-balancer-open.ts";

const balancer = (spec: object = {}, annotations: object = {}) =>
  service({ metadata: { annotations }, spec: { type: "LoadBalancer", ...spec } });
const nodeOf = (providerID: string) => node({ spec: { providerID } });
const internal = balancer({}, { "networking.gke.io/load-balancer-type": "Internal" });
const object = "Service shop/service";

testCheck(
  serviceLoadBalancerOpen,
  [
    {
      name: "limited ranges, an internal address, and no load balancer",
      objects: [
        balancer({ loadBalancerSourceRanges: ["198.51.100.0/24"] }),
        internal,
        nodeOf("gce://project/europe-west1-b/node-1"),
        service({ metadata: { name: "inside" } }),
      ],
      outcome: "pass",
    },
    {
      name: "no ranges",
      objects: [balancer()],
      outcome: "fail",
      docs: true,
      findings: [{ object, message: "unlimited", severity: "medium", path: "spec.loadBalancerSourceRanges" }],
    },
    {
      name: "ranges that cover everything",
      objects: [balancer({ loadBalancerSourceRanges: ["198.51.100.0/24", "::/0"] })],
      outcome: "fail",
      findings: [{ object, message: "everywhere", data: { range: "::/0" } }],
    },
    ...["0.0.0.0/1", "203.0.113.9/0", "2000::/3"].map((range) => ({
      name: `a range as wide as ${range}`,
      objects: [balancer({ loadBalancerSourceRanges: [range, "198.51.100.0/24"] })],
      outcome: "fail" as const,
      findings: [{ object, message: "everywhere", data: { range } }],
    })),
    {
      name: "an annotation of another cloud",
      objects: [internal, nodeOf("aws:///eu-west-1a/i-0123456789")],
      outcome: "fail",
      findings: [{ object, message: "unlimited" }],
    },
    {
      name: "an annotation, and nodes of no cloud",
      objects: [internal, node()],
      outcome: "fail",
      findings: [{ object, message: "unlimited" }],
    },
    {
      name: "annotations of several clouds, one of which it is",
      objects: [
        balancer(
          { loadBalancerSourceRanges: ["0.0.0.0/0"] },
          {
            "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal",
            "service.beta.kubernetes.io/azure-load-balancer-internal": "true",
          },
        ),
        nodeOf("azure:///subscriptions/1/virtualMachines/node-1"),
      ],
      outcome: "pass",
    },
    {
      name: "an annotation, and nodes that were not seen",
      objects: [internal],
      given: true,
      outcome: "unknown",
      findings: [{ object, message: "unheard", outcome: "unknown", data: { provider: "Google Cloud" } }],
    },
    {
      name: "an annotation that says no",
      objects: [balancer({}, { "service.beta.kubernetes.io/azure-load-balancer-internal": "false" })],
      outcome: "fail",
      findings: [{ object, message: "unlimited" }],
    },
  ],
  { describe, it },
);

// Cases of service-hides-client-address.
import { describe, it } from "vitest";
import { deployment, networkPolicy, service, testCheck } from "../../testing/index.ts";
import { serviceHidesClientAddress } from "./service-hides-client-address.ts";

const balancer = (spec: object = {}) => service({ spec: { type: "LoadBalancer", ...spec } });
const byAddress = (cidr: string, podSelector: object = {}) =>
  networkPolicy({ spec: { podSelector, ingress: [{ from: [{ ipBlock: { cidr } }] }] } });
const office = byAddress("198.51.100.0/24");
const path = "spec.externalTrafficPolicy";
const hidden = { object: "Service shop/service", message: "hidden", path, data: { policy: "networkpolicy" } } as const;

testCheck(
  serviceHidesClientAddress,
  [
    {
      name: "the client's address is kept",
      objects: [deployment(), balancer({ externalTrafficPolicy: "Local" }), office],
      outcome: "pass",
    },
    {
      name: "a policy by address behind a load balancer",
      objects: [deployment(), balancer(), office],
      outcome: "fail",
      docs: true,
      findings: [hidden],
    },
    {
      name: "a port of every node",
      objects: [deployment(), balancer({ type: "NodePort", externalTrafficPolicy: "Cluster" }), office],
      outcome: "fail",
      findings: [hidden],
    },
    { name: "all addresses are let in", objects: [deployment(), balancer(), byAddress("0.0.0.0/0")], outcome: "pass" },
    {
      name: "a policy for other pods",
      objects: [deployment(), balancer(), byAddress("198.51.100.0/24", { matchLabels: { app: "db" } })],
      outcome: "pass",
    },
    { name: "a Service of the inside", objects: [deployment(), service(), office], outcome: "pass" },
    {
      name: "a Service without a selector",
      objects: [deployment(), service({ spec: { type: "LoadBalancer", selector: undefined } }), office],
      outcome: "pass",
    },
  ],
  { describe, it },
);

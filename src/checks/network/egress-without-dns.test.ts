// Cases of egress-without-dns.
import { describe, it } from "vitest";
import { container, deployment, namespace, networkPolicy, pod, service, testCheck } from "../../testing/index.ts";
import { egressWithoutDns } from "./egress-without-dns.ts";

const kubeSystem = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
const dnsPod = (port = 53) =>
  deployment({
    metadata: { ...kubeSystem, name: "coredns" },
    spec: {
      template: {
        metadata: { labels: kubeSystem.labels },
        spec: { containers: [container({ ports: [{ name: "dns", containerPort: port, protocol: "UDP" }] })] },
      },
    },
  });
const dnsService = service({ metadata: { ...kubeSystem, name: "kube-dns" }, spec: { selector: kubeSystem.labels } });
const cluster = [namespace({ metadata: { name: "kube-system" } }), namespace(), dnsPod(), dnsService, pod()];
const egress = (...rules: object[]) => networkPolicy({ spec: { policyTypes: ["Egress"], egress: rules } });
const https = { to: [{ ipBlock: { cidr: "192.0.2.0/24" } }], ports: [{ port: 443 }] };
const dns = (ports: readonly object[]) => ({
  to: [{ namespaceSelector: {}, podSelector: { matchLabels: kubeSystem.labels } }],
  ports,
});
const cut = { object: "Pod shop/web", message: "cut", data: { policies: "networkpolicy" } } as const;

testCheck(
  egressWithoutDns,
  [
    {
      name: "DNS is allowed",
      objects: [...cluster, egress(https, dns([{ port: 53, protocol: "UDP" }]))],
      outcome: "pass",
    },
    {
      name: "DNS is allowed by a block its pods are in",
      objects: [
        ...cluster,
        pod({ metadata: { ...kubeSystem, name: "coredns-1" }, status: { podIPs: [{ ip: "10.1.0.10" }] } }),
        egress({ to: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }),
      ],
      outcome: "pass",
    },
    {
      name: "something is allowed, and no DNS",
      objects: [...cluster, egress(https)],
      outcome: "fail",
      docs: true,
      findings: [cut],
    },
    {
      name: "DNS by TCP alone",
      objects: [...cluster, egress(https, dns([{ port: 53 }]))],
      outcome: "fail",
      findings: [cut],
    },
    {
      name: "DNS by the port's name",
      objects: [...cluster, egress(https, dns([{ port: "dns", protocol: "UDP" }]))],
      outcome: "pass",
    },
    {
      name: "the port for everybody",
      objects: [...cluster, egress(https, { ports: [{ port: 53, protocol: "UDP" }] })],
      outcome: "pass",
    },
    {
      name: "pods that listen on another port than the Service",
      objects: [
        ...cluster.filter((one) => one.kind !== "Deployment"),
        dnsPod(5353),
        egress(https, dns([{ port: 53, protocol: "UDP" }])),
      ],
      outcome: "fail",
      findings: [cut],
    },
    {
      name: "the cache on the node",
      objects: [
        ...cluster,
        egress(https, { to: [{ ipBlock: { cidr: "169.254.20.10/32" } }], ports: [{ port: 53, protocol: "UDP" }] }),
      ],
      outcome: "pass",
    },
    { name: "nothing is allowed: names are not asked for", objects: [...cluster, egress()], outcome: "pass" },
    { name: "no policy", objects: cluster, outcome: "pass" },
    { name: "where DNS is, is not known", objects: [namespace(), pod(), egress(https)], outcome: "not-applicable" },
  ],
  { describe, it },
);
